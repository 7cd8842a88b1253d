import type { Response } from 'express';

interface StopConditions {
  readonly stopping: AbortSignal;
  readonly limitMillis?: number;
}

/** Aborted once the answer is sent or its reader gone, the server stops, or the time is up. */
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
    // Of thousands of answers none may stay behind on a signal that lives as long as the server.
    stopping.removeEventListener('abort', end);
    end();
  });
  return ended.signal;
}
