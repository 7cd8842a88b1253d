import { ApplicationFailure } from '@temporalio/activity';
import { describeError, isRetryable, LoopwatchError } from '../contract/errors';

const BUSY_RETRY_DELAY = '2 seconds';

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
        ...(error.code === 'SOURCE_BUSY' ? { nextRetryDelay: BUSY_RETRY_DELAY } : {}),
        cause: error,
      });
    }
  };
}
