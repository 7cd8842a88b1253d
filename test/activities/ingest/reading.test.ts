import { isReadAlike, toTryAgain, withReading } from '../../../src/activities/ingest/reading';
import { PLAIN_DIALECT } from '../../../src/contract/file-reading';

it('a fingerprint changes with the way of reading, and with the file', () => {
  const plain = withReading('12-34', PLAIN_DIALECT);
  const dayFirst = withReading('12-34', { ...PLAIN_DIALECT, dateOrder: 'day-month-year' });
  const numbered = withReading('12-34', { ...PLAIN_DIALECT, dayNumbering: '1-is-monday' });
  expect(new Set([plain, dayFirst, numbered, withReading('12-35', PLAIN_DIALECT)]).size).toBe(4);
  expect(isReadAlike(plain, dayFirst)).toBe(false);
  expect(isReadAlike(dayFirst, numbered)).toBe(false);
});

it('two states of a file are read alike by the same rules and settings', () => {
  const grown = withReading('56-78', PLAIN_DIALECT);
  expect(isReadAlike(withReading('12-34', PLAIN_DIALECT), grown)).toBe(true);
  expect(isReadAlike(toTryAgain(grown), grown)).toBe(true);
  expect(toTryAgain(grown)).not.toBe(grown);
  // As earlier versions have it, and files that were never read.
  expect(isReadAlike('12-34', grown)).toBe(false);
  expect(isReadAlike(toTryAgain(''), grown)).toBe(false);
});
