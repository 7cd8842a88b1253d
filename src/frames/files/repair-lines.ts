import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { REASONS } from '../../domain/log/quarantine-reasons';
import { MAX_LINE_BYTES, rawText } from './line-blocks';

const MAX_LINES_OF_A_RECORD = 50;
const QUOTE = 0x22;
const NEWLINE = 0x0a;

/** One for all removed lines: a block may have millions. */
const NOTHING = Buffer.alloc(0);
const END_OF_LINE = Buffer.from('\n');

export interface BadLine {
  readonly line: number;
  readonly raw: string;
  readonly reason: string;
}

export interface RepairedLines {
  /** The same number of lines: one record a line, quoted as in RFC 4180; bad lines are empty. */
  readonly bytes: Buffer;
  readonly bad: readonly BadLine[];
}

/**
 * Removes what a strict CSV parser rejects: NUL bytes, bytes that are not UTF-8, quotes that are never closed, records
 * over several lines (it joins them), blanks around quotes. A quote inside a field that does not begin with one is a
 * character like others. It returns a block without any of these unchanged.
 */
export function repairLines(
  bytes: Buffer,
  firstLine: number,
  separator: string,
  width: number,
): RepairedLines {
  const hasQuotes = bytes.includes(QUOTE);
  if (!hasQuotes && !bytes.includes(0) && isUtf8(bytes)) return { bytes, bad: [] };
  const form = recordForm(separator, width);
  const bad: BadLine[] = [];
  const lines = splitLines(bytes);
  const repaired: Buffer[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? NOTHING;
    const fault = line.includes(0) ? REASONS.nul : isUtf8(line) ? null : REASONS.encoding;
    if (fault !== null) {
      bad.push({ line: firstLine + i, raw: rawText(line), reason: fault });
      repaired.push(NOTHING);
    } else if (!line.includes(QUOTE) || form.regular.test(asText(line))) {
      repaired.push(line);
    } else {
      const record = repairRecord(lines, i, form);
      if ('reason' in record) bad.push({ line: firstLine + i, raw: rawText(line), reason: record.reason });
      const [text, read] = 'reason' in record ? ['', 1] : [record.text, record.lines];
      repaired.push(text === '' ? NOTHING : Buffer.from(text));
      for (let extra = 1; extra < read; extra++) repaired.push(NOTHING);
      i += read - 1;
    }
  }
  return { bytes: joinLines(repaired), bad };
}

interface RecordForm {
  readonly separator: string;
  /** A whole record, quoted as in RFC 4180. */
  readonly regular: RegExp;
  /** A record whose last field's quote is still open. */
  readonly open: RegExp;
  /** A record with all of the header's fields. */
  readonly full: RegExp;
  /** The next field, quoted or with quotes inside that are characters like others, and what ends it. */
  readonly field: RegExp;
}

function recordForm(sign: string, width: number): RecordForm {
  const separator = sign === '|' ? '\\|' : sign;
  const blanks = `(?:(?!${separator})\\s)*`;
  const field = `(?:[^"${separator}]*|"(?:[^"]|"")*")`;
  return {
    separator: sign,
    regular: new RegExp(`^${field}(?:${separator}${field})*$`),
    open: new RegExp(`^(?:${field}${separator})*"(?:[^"]|"")*$`),
    full: new RegExp(`^${field}(?:${separator}${field}){${width - 1},}$`),
    field: new RegExp(
      `${blanks}(?:"((?:[^"]|"")*)"${blanks}|((?!${blanks}")[^${separator}]*))(${separator}|$)`,
      'y',
    ),
  };
}

interface Unrepairable {
  readonly reason: string;
}

const OPEN: Unrepairable = { reason: REASONS.openQuote };

/**
 * Reads the record that starts at line `at` and can go over several lines. Where a following line is a full record by
 * itself, the quote was left open by mistake: only the first line is bad.
 */
function repairRecord(
  lines: readonly Buffer[],
  at: number,
  form: RecordForm,
): { readonly text: string; readonly lines: number } | Unrepairable {
  let text = asText(lines[at]);
  const loose = parseLoosely(text, form.separator) ?? parseLiterally(text, form);
  if (loose !== null) return { text: loose, lines: 1 };
  if (!form.open.test(text)) return { reason: REASONS.innerQuote };
  const last = Math.min(lines.length, at + MAX_LINES_OF_A_RECORD);
  for (let i = at + 1; i < last; i++) {
    const line = asText(lines[i]);
    if (form.full.test(line) || text.length + line.length > MAX_LINE_BYTES) return OPEN;
    text += ` ${line}`;
    if (!line.includes('"')) continue;
    if (form.regular.test(text)) return { text, lines: i - at + 1 };
    if (!form.open.test(text)) return OPEN;
  }
  return OPEN;
}

function parseLoosely(text: string, separator: string): string | null {
  // Slow to fail, and it fails for certain: of an odd number of quotes one is never closed.
  if (text.split('"').length % 2 === 0) return null;
  try {
    const records: string[][] = parse(text, { delimiter: separator, trim: true, relax_column_count: true });
    const [record] = records;
    return record && records.length === 1 ? record.map(quoted).join(separator) : null;
  } catch {
    return null; // The caller quarantines the line with a reason.
  }
}

/** Reads a record with quotes inside fields that do not begin with one, as `joes-12"`; null where it is none. */
function parseLiterally(text: string, { field, separator }: RecordForm): string | null {
  const fields: string[] = [];
  field.lastIndex = 0;
  for (let isLast = false; !isLast; ) {
    const match = field.exec(text);
    if (match === null) return null;
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2]?.trim() ?? '');
    isLast = match[3] === '';
  }
  return fields.map(quoted).join(separator);
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}

function asText(line: Buffer | undefined): string {
  const text = line?.toString('utf8') ?? '';
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

export function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

function joinLines(lines: readonly Buffer[]): Buffer {
  return Buffer.concat(lines.flatMap((line) => [line, END_OF_LINE]));
}
