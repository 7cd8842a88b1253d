import { ApplicationFailure } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { diskErrorOf } from '../../contract/disk-errors';
import { describeError, isRetryable, LoopwatchError } from '../../contract/errors';

const MIN_CONFLICT_RETRY_MILLIS = 20;
const MAX_CONFLICT_RETRY_MILLIS = 500;

/** Turns our errors into Temporal's: the retry policy reads the code, and people read the message in the Web UI. */
export function withFailures<A extends readonly unknown[], R>(
  activity: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await activity(...args);
    } catch (thrown) {
      const error = thrown instanceof LoopwatchError ? thrown : diskErrorOf(thrown);
      if (error === null) throw thrown;
      throw ApplicationFailure.create({
        message: describeError(error),
        type: error.code,
        nonRetryable: !isRetryable(error.code),
        ...retryDelay(error),
        // Keeps it out of warnings and failure counts.
        ...(error.about === null ? {} : { details: [error.about] }),
        ...(error.isExpected ? { category: ApplicationFailureCategory.BENIGN } : {}),
        cause: error,
      });
    }
  };
}

/** The delay that the failure itself asks for, instead of the policy's growing one. */
function retryDelay(error: LoopwatchError): { readonly nextRetryDelay?: number } {
  if (error.retryAfterMillis !== null) return { nextRetryDelay: error.retryAfterMillis };
  if (error.code !== 'STORAGE_CONFLICT') return {};
  // A random delay: two writers that collided must not collide again.
  const spread = MAX_CONFLICT_RETRY_MILLIS - MIN_CONFLICT_RETRY_MILLIS;
  return { nextRetryDelay: MIN_CONFLICT_RETRY_MILLIS + Math.random() * spread };
}
