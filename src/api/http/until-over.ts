import type { Response } from 'express';

interface StopConditions {
  readonly stopping: AbortSignal;
  readonly limitMillis?: number;
}

/**
 * A signal that aborts when the answer is sent, the client disconnects, the server stops, or the time is up.
 */
export function untilOver(res: Response, { stopping, limitMillis }: StopConditions): AbortSignal {
  const ended = new AbortController();
  const end = () => ended.abort();
  if (stopping.aborted || res.closed) {
    end();
    return ended.signal;
  }
  const timer = limitMillis === undefined ? null : setTimeout(end, limitMillis);
  stopping.addEventListener('abort', end);
  res.once('close', () => {
    if (timer) clearTimeout(timer);
    // The signal lives as long as the server: a listener of every answer would pile up on it.
    stopping.removeEventListener('abort', end);
    end();
  });
  return ended.signal;
}
