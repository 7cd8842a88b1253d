import { type ErrorCode, LoopwatchError } from './errors';

/** The code of an error of the operating system, such as ENOENT; null for other errors. */
export function systemCodeOf(error: unknown): string | null {
  return textOf(error, 'code');
}

interface DiskFault {
  /** By what number polars names it, on Linux. */
  readonly number: number;
  readonly code: ErrorCode;
  readonly what: string;
  readonly remedy: string;
}

const FREE_SPACE = 'Free some space on it. What waits goes on by itself.';
const CHECK_DISK = 'Check the disk and its connection. What waits goes on by itself.';
const CHECK_RIGHTS = 'Check who owns the data folder, and its rights.';
const RAISE_HANDLES =
  'Raise the number of open files that the system allows (ulimit -n). What waits goes on by itself.';

const DISK_FAULTS: Readonly<Record<string, DiskFault>> = {
  ENOSPC: { number: 28, code: 'STORAGE_FULL', what: 'The disk is full', remedy: FREE_SPACE },
  EDQUOT: { number: 122, code: 'STORAGE_FULL', what: 'The quota of the disk is used up', remedy: FREE_SPACE },
  EFBIG: {
    number: 27,
    code: 'STORAGE_FULL',
    what: 'A file would be larger than the system allows',
    remedy: 'Raise the size of files that the system allows (ulimit -f).',
  },
  EIO: { number: 5, code: 'UNAVAILABLE', what: 'The disk cannot be read or written', remedy: CHECK_DISK },
  EROFS: {
    number: 30,
    code: 'UNAVAILABLE',
    what: 'The disk is read-only',
    remedy: 'Check the disk: systems stop writing to one that has failed.',
  },
  EACCES: { number: 13, code: 'UNAVAILABLE', what: 'Loopwatch may not use its files', remedy: CHECK_RIGHTS },
  EPERM: { number: 1, code: 'UNAVAILABLE', what: 'Loopwatch may not use its files', remedy: CHECK_RIGHTS },
  EMFILE: { number: 24, code: 'UNAVAILABLE', what: 'No more files can be opened', remedy: RAISE_HANDLES },
  ENFILE: { number: 23, code: 'UNAVAILABLE', what: 'No more files can be opened', remedy: RAISE_HANDLES },
  ESTALE: { number: 116, code: 'UNAVAILABLE', what: 'The disk has been replaced', remedy: CHECK_DISK },
};

/** Calls of the network have some of these codes too. */
const NETWORK_CALLS: readonly (string | null)[] = ['listen', 'bind', 'connect'];

/**
 * What a disk of this machine refuses, for people: STORAGE_FULL or UNAVAILABLE. null for any other error.
 * @param where a folder or a file; by default the one that the error names.
 */
export function diskErrorOf(error: unknown, where = textOf(error, 'path')): LoopwatchError | null {
  if (error instanceof LoopwatchError || NETWORK_CALLS.includes(textOf(error, 'syscall'))) return null;
  const code = diskCodeOf(error);
  const fault = code === null ? undefined : DISK_FAULTS[code];
  if (!fault) return null;
  const place = where === null ? '' : `: ${where}`;
  return new LoopwatchError(fault.code, `${fault.what} (${code})${place}`, fault.remedy, { cause: error });
}

/** Polars gives no codes, but the number in its words. */
function diskCodeOf(error: unknown): string | null {
  const code = systemCodeOf(error);
  if (code !== null && code in DISK_FAULTS) return code;
  const words = textOf(error, 'message') ?? '';
  const number = /\(os error (\d+)\)|\bOs \{ code: (\d+)/.exec(words);
  if (!number) return null;
  const found = Object.entries(DISK_FAULTS).find(
    ([, fault]) => fault.number === Number(number[1] ?? number[2]),
  );
  return found?.[0] ?? null;
}

function textOf(error: unknown, field: 'code' | 'path' | 'syscall' | 'message'): string | null {
  if (typeof error !== 'object' || error === null || !(field in error)) return null;
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' ? value : null;
}
