import type { Client } from '@temporalio/client';
import { withDeadline } from './with-deadline';

/** By client, the calls that have not ended, be they waited for or not. */
const underWay = new WeakMap<Client, Set<Promise<unknown>>>();

/**
 * Waits for a call for at most so long. While connections are refused the client heeds its deadline only when it next
 * tries, seconds later; such a call is left to itself.
 * @throws what `refusal` makes, once the time has passed.
 */
export async function callWithin<T>(
  client: Client,
  limitMs: number,
  call: () => Promise<T>,
  refusal: () => Error,
): Promise<T> {
  const calls = underWay.get(client) ?? new Set();
  underWay.set(client, calls);
  const calling = client.withDeadline(Date.now() + limitMs, call);
  const ended = calling.then(
    () => undefined,
    () => undefined,
  );
  calls.add(ended);
  void ended.then(() => calls.delete(ended));
  return withDeadline(limitMs, calling, refusal);
}

/** Before its connection is closed: a try that finds it closed would end the process. */
export async function untilQuiet(client: Client): Promise<void> {
  await Promise.all(underWay.get(client) ?? []);
}
