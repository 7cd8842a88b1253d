import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';
import { requireFreshBuild } from './fresh-build';

export interface Racers {
  /** Hands every process the same order at once. @returns what each answered. */
  race<T>(order: object, answer: z.ZodType<T>): Promise<readonly T[]>;
  stop(): Promise<void>;
}

const answerSchema = z.union([z.object({ ok: z.unknown() }), z.object({ failed: z.string() })]);

/** Processes of the built code. @param obey the text of an asynchronous function of an order and `openCatalogue`. */
export async function startRacers(count: number, obey: string): Promise<Racers> {
  requireFreshBuild();
  const script = `
const { openCatalogue } = require(${JSON.stringify(path.resolve('dist/storage/sql/open-catalogue.js'))});
const obey = ${obey};
process.on('message', async (order) => {
  process.send(await obey(order, openCatalogue).then((ok) => ({ ok: ok ?? null }), (error) => ({ failed: String(error.stack) })));
});
process.send({ ok: 'ready' });
`;
  const racers = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
  );
  await Promise.all(racers.map(answerOf));
  return {
    async race(order, answer) {
      const answers = racers.map(answerOf);
      for (const racer of racers) racer.send(order);
      return (await Promise.all(answers)).map((said) => answer.parse(said));
    },
    async stop() {
      const exits = racers.map((racer) => once(racer, 'exit'));
      for (const racer of racers) racer.disconnect();
      await Promise.all(exits);
    },
  };
}

async function answerOf(racer: ChildProcess): Promise<unknown> {
  const [said]: unknown[] = await once(racer, 'message');
  const answer = answerSchema.parse(said);
  if ('failed' in answer) throw new Error(answer.failed);
  return answer.ok;
}
