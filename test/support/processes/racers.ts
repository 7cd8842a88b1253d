import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';

const LOADER = path.join(__dirname, '../run/load-typescript.js');

export interface Racers {
  /** Sends every process the same order at once. @returns each one's answer. */
  race<T>(order: object, answer: z.ZodType<T>): Promise<readonly T[]>;
  stop(): Promise<void>;
}

const answerSchema = z.union([z.object({ ok: z.unknown() }), z.object({ failed: z.string() })]);

/** Starts processes of one program. @param program a file of this folder that calls `obeyOrders`. */
export async function startRacers(count: number, program: string): Promise<Racers> {
  const racers = Array.from({ length: count }, () =>
    // Structured clones, so that answers may hold bigints.
    fork(path.join(__dirname, program), { execArgv: ['-r', LOADER], serialization: 'advanced' }),
  );
  await Promise.all(racers.map(answerOf));
  return {
    async race(order, answer) {
      const answers = racers.map(answerOf);
      for (const racer of racers) racer.send(order);
      return (await Promise.all(answers)).map((said) => answer.parse(said));
    },
    async stop() {
      const alive = racers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
      const exits = alive.map((racer) => once(racer, 'exit'));
      for (const racer of alive) if (racer.connected) racer.disconnect();
      await Promise.all(exits);
    },
  };
}

async function answerOf(racer: ChildProcess): Promise<unknown> {
  const gone = new AbortController();
  const exited = once(racer, 'exit', { signal: gone.signal }).then(([code]) => {
    throw new Error(`A racing process ended before it answered (exit code ${code}).`);
  });
  try {
    const [said]: unknown[] = await Promise.race([once(racer, 'message'), exited]);
    const answer = answerSchema.parse(said);
    if ('failed' in answer) throw new Error(answer.failed);
    return answer.ok;
  } finally {
    exited.catch(() => undefined);
    gone.abort();
  }
}
