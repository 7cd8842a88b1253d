/** The hash of no byte. */
export const FNV_START = 0x811c9dc5;

const FNV_PRIME = 0x01000193;

/** 32-bit FNV-1a: adds one byte or code unit to the hash. */
export function fnvStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME);
}

/** Over the UTF-16 code units of a text; it may be negative. */
export function fnvOfText(text: string): number {
  let hash = FNV_START;
  for (let at = 0; at < text.length; at++) hash = fnvStep(hash, text.charCodeAt(at));
  return hash;
}
