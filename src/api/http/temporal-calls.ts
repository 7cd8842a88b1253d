import { type Client, isGrpcServiceError } from '@temporalio/client';
import { LoopwatchError } from '../../contract/errors';
import { callWithin } from '../../temporal/bounded-calls';

/** A healthy Temporal answers in milliseconds. A person should not wait longer than this for an error. */
const CALL_LIMIT_MS = 5_000;
const REMEDY = 'Check that the Temporal server is running, then try again.';

/**
 * Calls Temporal with a time limit: the client itself retries a refused connection for much longer.
 * @throws LoopwatchError UNAVAILABLE where Temporal does not answer or refuses; else what the call throws
 */
export async function callTemporal<T>(
  client: Client,
  call: () => Promise<T>,
  limitMs = CALL_LIMIT_MS,
): Promise<T> {
  const late = () =>
    new LoopwatchError('UNAVAILABLE', `Temporal did not answer within ${limitMs / 1_000} s`, REMEDY);
  try {
    return await callWithin(client, limitMs, call, late);
  } catch (error) {
    const trouble = isGrpcServiceError(error) ? error : error instanceof Error ? error.cause : undefined;
    if (!isGrpcServiceError(trouble)) throw error;
    throw new LoopwatchError(
      'UNAVAILABLE',
      `Temporal refused the call (${trouble.details || trouble.message})`,
      REMEDY,
      { cause: error },
    );
  }
}
