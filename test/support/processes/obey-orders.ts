import type { z } from 'zod';

/** Answers each order that the parent process sends. The parent ends this process by disconnecting. */
export function obeyOrders<T>(order: z.ZodType<T>, obey: (order: T) => Promise<unknown>): void {
  process.on('message', (message) => {
    void Promise.resolve(message)
      .then((sent) => obey(order.parse(sent)))
      .then(
        (ok) => tell({ ok }),
        (error: unknown) => tell({ failed: error instanceof Error ? String(error.stack) : String(error) }),
      );
  });
  tell({ ok: 'ready' });
}

function tell(answer: object): void {
  if (!process.send) throw new Error('This program has no parent to answer: start it with fork().');
  process.send(answer);
}
