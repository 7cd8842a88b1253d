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

/** An activity that tells so for as long as it is at work. */
export function withHeartbeat<Q, R>(activity: (request: Q) => Promise<R>): (request: Q) => Promise<R> {
  return (request) => heartbeatWhile(activity(request));
}
