import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import { isErrorCode } from '../contract/errors';

/** Why a run failed, in words for a person, from what Temporal remembers of it. */
export function describeRunFailure(failure: unknown): string {
  const cause = failure instanceof ActivityFailure ? (failure.cause ?? failure) : failure;
  if (cause instanceof TimeoutFailure)
    return 'A step took longer than it may. Look at the worker and try again.';
  const message = cause instanceof Error ? cause.message : String(cause);
  const isForeseen = cause instanceof ApplicationFailure && isErrorCode(cause.type);
  return isForeseen
    ? message
    : `An unforeseen error stopped it: ${message}. The worker's log holds the details.`;
}
