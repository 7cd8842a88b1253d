/** The hash of no byte. */
export const FNV_START = 0x811c9dc5;

const FNV_PRIME = 0x01000193;

/** 32-bit FNV-1a: adds one byte or code unit to the hash. */
export function fnvStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME);
}
