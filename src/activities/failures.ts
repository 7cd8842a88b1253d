import { ApplicationFailure } from '@temporalio/activity';
import { describeError, type ErrorCode, isRetryable, LoopwatchError } from '../contract/errors';

const BUSY_RETRY_MILLIS = 2_000;
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
        ...retryDelay(error.code),
        cause: error,
      });
    }
  };
}

/** Where the policy's own growing delay is not what the failure asks for. */
function retryDelay(code: ErrorCode): { readonly nextRetryDelay?: number } {
  if (code === 'SOURCE_BUSY') return { nextRetryDelay: BUSY_RETRY_MILLIS };
  // Those that met once must not meet again at the same moment.
  const { least, most } = CONFLICT_RETRY_MILLIS;
  return code === 'STORAGE_CONFLICT' ? { nextRetryDelay: least + Math.random() * (most - least) } : {};
}
