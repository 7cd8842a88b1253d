import { type Client, isGrpcServiceError } from '@temporalio/client';
import { LoopwatchError } from '../../contract/errors';
import { callWithin } from '../../temporal/bounded-calls';

/** A healthy Temporal answers in milliseconds; a person should not wait longer than this for "it does not". */
const CALL_LIMIT_MS = 5_000;
const REMEDY = 'Check that the Temporal server is running, then ask again.';

/**
 * Calls Temporal, for a bounded time: while connections are refused, the client itself would try on for much longer.
 * @throws LoopwatchError UNAVAILABLE where it does not answer, or refuses; whatever else the call throws.
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
      `Temporal did not do what it was asked (${trouble.details || trouble.message})`,
      REMEDY,
      { cause: error },
    );
  }
}
