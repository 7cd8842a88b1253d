const ISOLATE = { start: '\u2068', end: '\u2069' } as const;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Marks a text that is written from right to left, so that the words around it do not change its order. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${ISOLATE.start}${text}${ISOLATE.end}` : text;
}

export function withoutIsolates(text: string): string {
  return text.replace(/[\u2068\u2069]/g, '');
}

export function isIsolate(character: string): boolean {
  return character === ISOLATE.start || character === ISOLATE.end;
}
