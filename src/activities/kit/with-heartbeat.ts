import { Context } from '@temporalio/activity';

const BEAT_MILLIS = 5_000;

/** Sends heartbeats from now on. @returns a function that stops them. */
export function startHeartbeat(): () => void {
  const context = Context.current();
  context.heartbeat();
  const beats = setInterval(() => context.heartbeat(), BEAT_MILLIS);
  return () => clearInterval(beats);
}

/** Wraps an activity: it sends heartbeats while it runs. */
export function withHeartbeat<A extends readonly unknown[], R>(
  activity: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    const stop = startHeartbeat();
    try {
      return await activity(...args);
    } finally {
      stop();
    }
  };
}
