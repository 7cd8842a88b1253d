export interface VersionCounts {
  /** Stores of the version in use; null without such a version. */
  readonly previousStores: number | null;
  readonly nextStores: number;
  /** Stores in both versions. */
  readonly keptStores: number;
}

/** Why a new version of hours or timezones is held, in words; null to use it. Source: docs/semantics.md, "Guard". */
export function reasonToHold(counts: VersionCounts): string | null {
  if (counts.nextStores === 0) return 'it is empty';
  if (counts.previousStores === null) return null;
  const lost = counts.previousStores - counts.keptStores;
  return lost * 2 > counts.previousStores
    ? `it has lost ${lost} of the ${counts.previousStores} stores of the version in use`
    : null;
}
