import { setTimeout as wait } from 'node:timers/promises';
import { describeError, LoopwatchError } from '../../contract/errors';
import { type ChildEnd, describeEnd } from '../../temporal/server/process-end';
import { RestartBudget } from './restart-budget';

/** A part of the service in a process of its own. */
export interface Part {
  /** Resolves when the process has ended, whoever ended it. */
  readonly ended: Promise<ChildEnd>;
  stop(): Promise<unknown>;
}

export interface SuperviseOptions<P extends Part> {
  /** Such as "The worker process". */
  readonly name: string;
  /** Where to look, and what to do, if it ends again and again. */
  readonly remedy: string;
  readonly start: () => Promise<P>;
  readonly say: (line: string) => void;
  /** Aborted when the service begins to stop: from then on nothing is started again. */
  readonly stopping: AbortSignal;
  /** Waits before another start. Omitted: by the clock. */
  readonly pause?: (millis: number) => Promise<unknown>;
}

export interface Supervised<P extends Part> {
  /** What was started first. */
  readonly first: P;
  /** Rejects once the part has ended too often. Never resolves. */
  readonly failed: Promise<never>;
  /** Once the service stops: stops the part, and waits until it has ended. */
  stop(): Promise<void>;
}

/** Starts a part, and starts it again whenever it ends. @throws what the first start throws */
export async function supervise<P extends Part>(options: SuperviseOptions<P>): Promise<Supervised<P>> {
  const first = await options.start();
  const watching = watch(options, first);
  const failed = watching.then(() => new Promise<never>(() => undefined));
  // Who waits for it may come later, or not at all.
  failed.catch(() => undefined);
  return {
    first,
    failed,
    async stop() {
      const last = await watching.catch(() => null);
      await last?.stop();
    },
  };
}

/** @returns what runs when the service stops; null: nothing does @throws LoopwatchError UNAVAILABLE */
async function watch<P extends Part>(options: SuperviseOptions<P>, first: P): Promise<P | null> {
  const { name, stopping } = options;
  const budget = new RestartBudget();
  const aborted = untilAborted(stopping);
  let part: P | null = first;
  while (part) {
    const end: ChildEnd | null = await Promise.race([part.ended, aborted]);
    if (end === null || stopping.aborted) return part;
    part = await startAgain(options, budget, `${name} has ended (${describeEnd(end)})`);
  }
  return null;
}

/** Tries until it runs. @returns null where the service stops meanwhile @throws LoopwatchError UNAVAILABLE */
async function startAgain<P extends Part>(
  { name, remedy, say, start, stopping, pause = wait }: SuperviseOptions<P>,
  budget: RestartBudget,
  howItEnded: string,
): Promise<P | null> {
  for (let why = howItEnded; ; ) {
    const pauseMillis = budget.noteEnd(performance.now());
    if (pauseMillis === null)
      throw new LoopwatchError('UNAVAILABLE', `${why}. That was ${budget.describe()}`, remedy);
    say(`${why}. It is started again in ${pauseMillis / 1_000} s.`);
    await Promise.race([pause(pauseMillis), untilAborted(stopping)]);
    if (stopping.aborted) return null;
    try {
      const part = await start();
      say(`${name} runs again.`);
      return part;
    } catch (error) {
      why = error instanceof LoopwatchError ? error.message : `${name} cannot start: ${describeError(error)}`;
    }
  }
}

function untilAborted(signal: AbortSignal): Promise<null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
}
