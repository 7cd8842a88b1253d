import { Context } from '@temporalio/activity';

const BEAT_MILLIS = 5_000;

/** Tells Temporal that the worker lives, from now on until what is returned is called. */
export function startHeartbeat(): () => void {
  const context = Context.current();
  context.heartbeat();
  const beats = setInterval(() => context.heartbeat(), BEAT_MILLIS);
  return () => clearInterval(beats);
}

/** An activity that tells so for as long as it is at work. */
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
