import type { QuarantineReasons } from '../../contract/inputs';

/** The reason of most quarantined rows; null: there is none. */
export function mostFrequentReason(reasons: QuarantineReasons): string | null {
  const [first] = Object.entries(reasons).sort(([, left], [, right]) => right - left);
  return first?.[0] ?? null;
}
