import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  TimeoutFailure,
} from '@temporalio/common';
import { type ErrorCode, isErrorCode } from './errors';

/** Why an activity or a run failed, in words for a person. */
export function failureMessage(error: unknown): string {
  const cause = innermost(error);
  if (cause instanceof TimeoutFailure)
    return 'A step took longer than it may. Look at the worker and try again.';
  const message = cause instanceof Error ? cause.message : String(cause);
  return failureCode(error) === null
    ? `An unforeseen error stopped it: ${message}. The worker's log holds the details.`
    : message;
}

/** The code that the failed activity gave; null where it failed in a way nobody foresaw. */
export function failureCode(error: unknown): ErrorCode | null {
  const cause = innermost(error);
  return cause instanceof ApplicationFailure && isErrorCode(cause.type) ? cause.type : null;
}

/** What failed is told by activities, and by children of their activities. */
function innermost(error: unknown): unknown {
  const isWrapped = error instanceof ActivityFailure || error instanceof ChildWorkflowFailure;
  return isWrapped && error.cause ? innermost(error.cause) : error;
}
