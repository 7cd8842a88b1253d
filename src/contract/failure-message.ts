import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  TimeoutFailure,
} from '@temporalio/common';
import { type ErrorCode, isErrorCode } from './errors';

/** Why an activity or a run failed, for people. */
export function failureMessage(error: unknown): string {
  const cause = innermost(error);
  if (cause instanceof TimeoutFailure) return 'A step timed out. Check the worker and try again.';
  const message = cause instanceof Error ? cause.message : String(cause);
  return failureCode(error) === null
    ? `An unexpected error stopped it: ${message}. The worker's log holds the details.`
    : message;
}

/** The error code of the failed activity; null for an unexpected failure. */
export function failureCode(error: unknown): ErrorCode | null {
  const cause = innermost(error);
  return cause instanceof ApplicationFailure && isErrorCode(cause.type) ? cause.type : null;
}

/** Activities wrap the cause, and child workflows wrap their activities' failures. */
function innermost(error: unknown): unknown {
  const isWrapped = error instanceof ActivityFailure || error instanceof ChildWorkflowFailure;
  return isWrapped && error.cause ? innermost(error.cause) : error;
}
