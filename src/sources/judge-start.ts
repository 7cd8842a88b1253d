import { findHeader } from '../domain/log/find-header';
import { inputColumn } from '../domain/log/input-columns';
import { isTruthHeader, looksLikeInput } from '../domain/log/input-headers';
import { isReportHeader } from '../domain/report/report-header';

/** A header may have titles and blank lines above it. */
const HEAD_LINES = 20;

/** Whether a file is meant as an input, by its first bytes; if not, why. */
export type StartVerdict =
  | { readonly isInput: true; readonly isPolls: boolean }
  | { readonly isInput: false; readonly reason: string; readonly mayBeInput: boolean };

/** @param head the first bytes of a text file. */
export function judgeStart(head: Buffer): StartVerdict {
  const text = textOf(head);
  if (text === null) return no('it is not text. Export it as CSV (UTF-8).');
  if (/^\s*<(!doctype|html|\?xml|head|body)/i.test(text))
    return no(
      'it is a web page, not a CSV. Perhaps a log-in page was saved in its place: download it again.',
    );
  const lines = text.split(/\r\n|[\r\n]/);
  const header = findHeader(lines);
  const separator = header?.separator ?? /[,;\t|]/;
  const rows = lines
    .slice(header?.line ?? lines.length)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(separator).map((name) => name.replaceAll('"', '')));
  return judgeRows(rows);
}

/** The same for the first rows of a sheet. */
export function judgeRows(rows: readonly (readonly string[])[]): StartVerdict {
  const [first] = rows;
  if (!first) return no('it is empty. Export it again, with its header.');
  const header = rows.slice(0, HEAD_LINES).find(looksLikeInput);
  if (header) {
    const isPolls = header.some((name) => inputColumn(name) === 'timestamp_utc');
    return { isInput: true, isPolls };
  }
  if (isReportHeader(first)) return no('it is a report of Loopwatch.', false);
  if (isTruthHeader(first)) return no('it is the true timeline of generated data.', false);
  // It may be anybody's file, a secret too: none of its text is told.
  return no('its first line names no column of polls, menu hours or timezones.');
}

function no(reason: string, mayBeInput = true): StartVerdict {
  return { isInput: false, reason, mayBeInput };
}

/** null: it is not text. */
function textOf(head: Buffer): string | null {
  const [first = 0, second = 0] = head;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(head);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(head);
  if (!head.includes(0)) return head.toString('utf8').replace(/^\uFEFF/, '');
  // Plain letters in UTF-16 without a byte-order mark: every other byte is 0.
  for (const encoding of ['utf-16le', 'utf-16be'] as const) {
    const text = new TextDecoder(encoding).decode(head);
    if (/^[\t\r\n -~]{8}/.test(text)) return text;
  }
  return null;
}
