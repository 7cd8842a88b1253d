import { LoopwatchError } from '../contract/errors';

/** A compressed file or a workbook that holds no usable table: what is wrong with it, and what to do. */
export function cannotOpen(what: string, remedy: string, cause?: unknown): LoopwatchError {
  return new LoopwatchError('FILE_REJECTED', what, remedy, { cause });
}
