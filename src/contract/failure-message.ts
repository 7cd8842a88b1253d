import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import { type ErrorCode, isErrorCode } from './errors';

/** Why an activity or a run failed, in words for a person. */
export function failureMessage(error: unknown): string {
  const cause = error instanceof ActivityFailure ? (error.cause ?? error) : error;
  if (cause instanceof TimeoutFailure)
    return 'A step took longer than it may. Look at the worker and try again.';
  const message = cause instanceof Error ? cause.message : String(cause);
  return failureCode(error) === null
    ? `An unforeseen error stopped it: ${message}. The worker's log holds the details.`
    : message;
}

/** The code that the failed activity gave; null where it failed in a way nobody foresaw. */
export function failureCode(error: unknown): ErrorCode | null {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure && isErrorCode(cause.type) ? cause.type : null;
}
