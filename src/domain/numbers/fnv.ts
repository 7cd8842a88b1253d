/** The hash of nothing. */
export const FNV_START = 0x811c9dc5;

const FNV_PRIME = 0x01000193;

/** FNV-1a of 32 bits: the hash with one unit more, a byte or a code unit. */
export function fnvStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME);
}
