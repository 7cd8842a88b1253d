import { heartbeat } from '@temporalio/activity';

const BEAT_MILLIS = 5_000;

/** Tells Temporal that the worker lives while something is computed in another thread. */
export async function heartbeatWhile<T>(computed: Promise<T>): Promise<T> {
  heartbeat();
  const beats = setInterval(heartbeat, BEAT_MILLIS);
  try {
    return await computed;
  } finally {
    clearInterval(beats);
  }
}
