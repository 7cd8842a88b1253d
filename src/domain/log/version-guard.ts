export interface VersionCounts {
  /** Stores of the version now in use; null where there is none. */
  readonly previousStores: number | null;
  readonly nextStores: number;
  /** Stores that both have. */
  readonly keptStores: number;
}

/** Why a new version of hours or timezones is held back, in words; null where it may be used. Source: docs/semantics.md, "Guard". */
export function reasonToHold(counts: VersionCounts): string | null {
  if (counts.nextStores === 0) return 'it is empty';
  if (counts.previousStores === null) return null;
  const lost = counts.previousStores - counts.keptStores;
  return lost * 2 > counts.previousStores
    ? `it has lost ${lost} of the ${counts.previousStores} stores of the version in use`
    : null;
}
