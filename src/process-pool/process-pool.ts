import { LoopwatchError } from '../contract/errors';
import { type InputOf, type OutputOf, outcomeOrThrow, type TaskRunner } from '../thread-pool/task-runner';
import { describeStartFailure } from './describe-start-failure';
import { MEMORY_MARK, readTaskOutcome } from './process-messages';
import { type ProcessEnd, TaskProcess, type TaskProcessOptions } from './task-process';

/** How a task ended its process. */
export interface TaskDeath {
  readonly why: 'memory' | 'time' | 'killed' | 'crashed';
  /** Such as `SIGSEGV` or `exit code 1`. */
  readonly how: string;
}

export interface ProcessPoolOptions<T> extends TaskProcessOptions {
  readonly processes: number;
  readonly millisOf: (name: keyof T) => number;
  /** The error of the caller whose task ended the process. */
  readonly describeDeath: (death: TaskDeath, name: keyof T) => LoopwatchError;
}

/** A process that has grown beyond this part of its bound makes room for a new one. */
const WORN_SHARE = 0.5;

/**
 * Runs tasks in processes of their own: a task that crashes, hangs or fills the memory ends only its process. One process
 * is always kept warm, others come and go with the work.
 */
export function startProcessPool<T>(options: ProcessPoolOptions<T>): TaskRunner<T> {
  return new ProcessPool(options);
}

class ProcessPool<T> implements TaskRunner<T> {
  readonly #options: ProcessPoolOptions<T>;
  readonly #all = new Set<TaskProcess>();
  #idle: TaskProcess[] = [];
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #isClosed = false;
  readonly #killAll = () => {
    for (const child of this.#all) child.kill();
  };

  constructor(options: ProcessPoolOptions<T>) {
    this.#options = options;
    process.once('exit', this.#killAll);
    this.#keepOneWarm();
  }

  async run<N extends keyof T>(name: N, input: InputOf<T, N>): Promise<OutputOf<T, N>> {
    if (this.#running >= this.#options.processes)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
    try {
      const outcome = await this.#runOnce(name, input, false);
      return outcomeOrThrow(readTaskOutcome<OutputOf<T, N>>(outcome));
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    process.off('exit', this.#killAll);
    const ends = [...this.#all].map((child) => child.end);
    this.#killAll();
    await Promise.all(ends);
  }

  async #runOnce(name: keyof T, input: unknown, isAgain: boolean): Promise<unknown> {
    const child = await this.#take();
    const { answer, end } = await child.run({ name, input }, this.#options.millisOf(name));
    if (answer) {
      this.#giveBack(child);
      return answer.outcome;
    }
    this.#keepOneWarm();
    if (this.#isClosed) throw stopping();
    const death = deathOf(end);
    // Somebody else ended it: perhaps the machine was short of memory just then.
    if (death.why === 'killed' && !isAgain) return this.#runOnce(name, input, true);
    throw this.#options.describeDeath(death, name);
  }

  async #take(): Promise<TaskProcess> {
    if (this.#isClosed) throw stopping();
    const child = this.#idle.pop() ?? this.#start();
    const failed = await child.ready;
    if (failed === null) return child;
    throw this.#isClosed ? stopping() : describeStartFailure(failed);
  }

  #giveBack(child: TaskProcess): void {
    const isWorn = child.rssBytes > WORN_SHARE * this.#options.maxBytes;
    if (isWorn || this.#idle.length > 0) child.kill();
    else if (this.#all.has(child)) this.#idle.push(child);
    if (isWorn) this.#keepOneWarm();
  }

  #keepOneWarm(): void {
    if (this.#isClosed || this.#idle.length > 0) return;
    this.#idle.push(this.#start());
  }

  #start(): TaskProcess {
    const child = new TaskProcess(this.#options);
    this.#all.add(child);
    void child.end.then(() => {
      this.#all.delete(child);
      this.#idle = this.#idle.filter((other) => other !== child);
    });
    return child;
  }
}

const OUT_OF_MEMORY = /heap out of memory|Zone|memory allocation of \d+ bytes failed|Failed to allocate/;

function deathOf({ signal, exitCode, lastWords, isLate }: ProcessEnd): TaskDeath {
  const how = signal ?? `exit code ${exitCode}`;
  if (isLate) return { why: 'time', how };
  if (lastWords.includes(MEMORY_MARK.trim()) || (signal !== 'SIGKILL' && OUT_OF_MEMORY.test(lastWords)))
    return { why: 'memory', how };
  return { why: signal === 'SIGKILL' ? 'killed' : 'crashed', how };
}

function stopping(): LoopwatchError {
  return new LoopwatchError('UNAVAILABLE', 'This worker is stopping', 'Another one takes the work up.');
}
