import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  TimeoutFailure,
} from '@temporalio/common';
import { type ErrorCode, isErrorCode } from './errors';
import { INPUT_KINDS, type InputKind } from './inputs';

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

/** Which kind of input the failure is about; null: not known. */
export function failureAbout(error: unknown): InputKind | null {
  const cause = innermost(error);
  if (!(cause instanceof ApplicationFailure)) return null;
  return INPUT_KINDS.find((kind) => kind === cause.details?.[0]) ?? null;
}

/** Activities wrap the cause, and child workflows wrap their activities' failures. */
function innermost(error: unknown): unknown {
  const isWrapped = error instanceof ActivityFailure || error instanceof ChildWorkflowFailure;
  return isWrapped && error.cause ? innermost(error.cause) : error;
}
