import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '@temporalio/client';

/** Temporal knows no run of that id, or the run has ended and takes no more calls. */
export function isRunNotFound(error: unknown): boolean {
  return error instanceof WorkflowNotFoundError;
}

/** A run of that id was started before. */
export function isRunAlreadyStarted(error: unknown): boolean {
  return error instanceof WorkflowExecutionAlreadyStartedError;
}

/** The run ended without a result. */
export function isRunFailed(error: unknown): error is WorkflowFailedError {
  return error instanceof WorkflowFailedError;
}
