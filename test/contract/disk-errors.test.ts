import { diskErrorOf } from '../../src/contract/disk-errors';
import { describeError, httpStatusOf, isRetryable, LoopwatchError } from '../../src/contract/errors';

const systemError = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: it failed`), { code, ...more });

it.each([
  ['ENOSPC', 507, 'The disk is full (ENOSPC): /data. Free some space on it. What waits goes on by itself.'],
  [
    'EDQUOT',
    507,
    'The quota of the disk is used up (EDQUOT): /data. Free some space on it. What waits goes on by itself.',
  ],
  [
    'EIO',
    503,
    'The disk cannot be read or written (EIO): /data. Check the disk and its connection. What waits goes on by itself.',
  ],
  [
    'EROFS',
    503,
    'The disk is read-only (EROFS): /data. Check the disk: systems stop writing to one that has failed.',
  ],
  [
    'EACCES',
    503,
    'Loopwatch may not use its files (EACCES): /data. Check who owns the data folder, and its rights.',
  ],
  [
    'ENFILE',
    503,
    'No more files can be opened (ENFILE): /data. Raise the number of open files that the system allows (ulimit -n). What waits goes on by itself.',
  ],
])('%s is answered with %i and told in words, and is worth a retry', (code, status, words) => {
  const error = diskErrorOf(systemError(code, { path: '/other' }), '/data');
  expect(error && [httpStatusOf(error.code), isRetryable(error.code), describeError(error)]).toEqual([
    status,
    true,
    words,
  ]);
});

it.each([
  [
    'parquet: File out of specification: underlying IO error: No space left on device (os error 28)',
    'STORAGE_FULL',
  ],
  [
    'called `Result::unwrap()` on an `Err` value: Os { code: 24, kind: Uncategorized, message: "Too many open files" }',
    'UNAVAILABLE',
  ],
])('the words of polars are understood: %s', (message, code) => {
  expect(diskErrorOf(Object.assign(new Error(message), { code: 'GenericFailure' }))?.code).toBe(code);
});

it.each([
  ['a missing file', systemError('ENOENT')],
  ['a missing file, by polars', new Error('No such file or directory (os error 2)')],
  ['a port that may not be used', systemError('EACCES', { syscall: 'listen' })],
  ['an error in words already', new LoopwatchError('UNAVAILABLE', 'ENOSPC')],
  ['no error', null],
])('%s is no fault of the disk', (_what, error) => {
  expect(diskErrorOf(error)).toBeNull();
});
