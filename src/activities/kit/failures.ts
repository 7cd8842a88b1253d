import { ApplicationFailure } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { describeError, isRetryable, LoopwatchError } from '../../contract/errors';

const CONFLICT_RETRY_MILLIS = { least: 20, most: 500 } as const;

/** Turns our errors into Temporal's, so that the retry policy and the Web UI see the code, and people the words. */
export function withFailures<A extends readonly unknown[], R>(
  activity: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await activity(...args);
    } catch (error) {
      if (!(error instanceof LoopwatchError)) throw error;
      throw ApplicationFailure.create({
        message: describeError(error),
        type: error.code,
        nonRetryable: !isRetryable(error.code),
        ...retryDelay(error),
        // Kept out of warnings and of the counts of failures.
        ...(error.isExpected ? { category: ApplicationFailureCategory.BENIGN } : {}),
        cause: error,
      });
    }
  };
}

/** Where the policy's own growing delay is not what the failure asks for. */
function retryDelay(error: LoopwatchError): { readonly nextRetryDelay?: number } {
  if (error.retryAfterMillis !== null) return { nextRetryDelay: error.retryAfterMillis };
  // Those that met once must not meet again at the same moment.
  const { least, most } = CONFLICT_RETRY_MILLIS;
  return error.code === 'STORAGE_CONFLICT' ? { nextRetryDelay: least + Math.random() * (most - least) } : {};
}
