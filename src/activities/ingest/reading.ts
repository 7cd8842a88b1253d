import type { CellDialect } from '../../contract/file-reading';

/** Raise it when the rules of reading files change: unchanged files are then read again by the new rules. */
const RULES_VERSION = 2;
const MARK = ' read:';

/** Adds to a fingerprint what decides, beside its content, how a file is read. */
export function withReading(fingerprint: string, { dateOrder, dayNumbering }: CellDialect): string {
  const reading = [RULES_VERSION, dateOrder, dayNumbering].filter((part) => part !== null);
  return `${fingerprint}${MARK}${reading.join(',')}`;
}

/** The fingerprint as the source gave it. */
export function withoutReading(fingerprint: string): string {
  const at = fingerprint.lastIndexOf(MARK);
  return at < 0 ? fingerprint : fingerprint.slice(0, at);
}

/** Whether two fingerprints stand for the same way of reading; versions before 0.4 noted none. */
export function isReadAlike(left: string, right: string): boolean {
  return readingOf(left) === readingOf(right);
}

/** A fingerprint that no file has, so that the file is tried again; it keeps how the file was read before. */
export function toTryAgain(before: string): string {
  return readingOf(before);
}

function readingOf(fingerprint: string): string {
  const at = fingerprint.lastIndexOf(MARK);
  return at < 0 ? '' : fingerprint.slice(at);
}
