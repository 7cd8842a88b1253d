/** What may stand between the fields of a row. */
export const SEPARATORS = [',', ';', '\t'] as const;

export interface FoundHeader {
  /** Counted from 0. */
  readonly line: number;
  /** The line as it is in the file, without its end and a byte-order mark. */
  readonly text: string;
  /** As a line `sep=;` before the header says; null: there is none. */
  readonly separator: string | null;
}

const SEPARATOR_LINE = /^\s*"?sep=(.)"?[\s,;|]*$/i;
/** Nothing but blanks, invisible characters, separators and empty quotes: a blank line, as everywhere in a file. */
const BLANK_LINE = /^[\s\p{Cf},;"]*$/u;

/** The header of a file: its first line that is neither blank nor the line that spreadsheets read the separator from. */
export function findHeader(lines: readonly string[]): FoundHeader | null {
  let separator: string | null = null;
  for (const [line, whole] of lines.entries()) {
    const text = (line === 0 ? whole.replace(/^\uFEFF/, '') : whole).replace(/\r$/, '');
    if (BLANK_LINE.test(text)) continue;
    const sign: string | undefined = separator === null ? SEPARATOR_LINE.exec(text)?.[1] : undefined;
    if (sign === undefined) return { line, text, separator };
    separator = sign;
  }
  return null;
}

/** The names in the header of a file's first bytes, roughly: enough to see what kind of file it is. */
export function roughHeaderNames(start: string): string[] {
  const header = findHeader(start.split('\n'));
  if (header === null) return [];
  const { text, separator } = header;
  return text.split(separator ?? /[,;\t]/).map((name) => name.replaceAll('"', ''));
}
