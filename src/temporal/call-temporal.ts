import { type Client, isGrpcServiceError } from '@temporalio/client';
import { LoopwatchError } from '../contract/errors';
import { withDeadline } from './with-deadline';

/** A healthy Temporal answers in milliseconds, and a person waits for the answer. */
const CALL_LIMIT_MS = 5_000;
const REMEDY = 'Check that the Temporal server is running, then try again.';

/** The calls of each client that have not ended yet. */
const runningCalls = new WeakMap<Client, Set<Promise<unknown>>>();

/**
 * Calls Temporal for a bounded time. While connections are refused, the client checks its own deadline only at its next
 * try, seconds later: such a call is left to end by itself.
 * @throws LoopwatchError UNAVAILABLE where Temporal does not answer or refuses; any other error of the call as it is.
 */
export async function callTemporal<T>(
  client: Client,
  call: () => Promise<T>,
  limitMs = CALL_LIMIT_MS,
): Promise<T> {
  const tooLate = () =>
    new LoopwatchError('UNAVAILABLE', `Temporal did not answer within ${limitMs / 1_000} s`, REMEDY);
  const calling = client.withDeadline(Date.now() + limitMs, call);
  track(client, calling);
  try {
    return await withDeadline(limitMs, calling, tooLate);
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

function track(client: Client, calling: Promise<unknown>): void {
  const calls = runningCalls.get(client) ?? new Set();
  runningCalls.set(client, calls);
  const ended = calling.then(
    () => undefined,
    () => undefined,
  );
  calls.add(ended);
  void ended.then(() => calls.delete(ended));
}

/** Waits for running calls. Call it before closing the connection: a retry on a closed one would end the process. */
export async function untilQuiet(client: Client): Promise<void> {
  await Promise.all(runningCalls.get(client) ?? []);
}
