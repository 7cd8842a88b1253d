import { type Client, isGrpcServiceError } from '@temporalio/client';
import { LoopwatchError } from '../contract/errors';

/** A healthy Temporal answers in milliseconds; a person should not wait longer than this for "it does not". */
const CALL_LIMIT_MS = 5_000;

/**
 * Calls Temporal, for a bounded time.
 * @throws LoopwatchError UNAVAILABLE where it does not answer, or refuses; whatever else the call throws.
 */
export async function callTemporal<T>(
  client: Client,
  call: () => Promise<T>,
  limitMs = CALL_LIMIT_MS,
): Promise<T> {
  try {
    return await client.withAbortSignal(AbortSignal.timeout(limitMs), call);
  } catch (error) {
    const trouble = isGrpcServiceError(error) ? error : error instanceof Error ? error.cause : undefined;
    if (!isGrpcServiceError(trouble)) throw error;
    throw new LoopwatchError(
      'UNAVAILABLE',
      `Temporal did not do what it was asked (${trouble.details || trouble.message})`,
      'Check that the Temporal server is running, then ask again.',
      { cause: error },
    );
  }
}
