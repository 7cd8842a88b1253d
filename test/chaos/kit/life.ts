import { AsyncLocalStorage } from 'node:async_hooks';
import type Database from 'better-sqlite3';

/** Something that a process asks of its system: a call of the file system, a statement, a computation. */
export interface Operation {
  readonly kind: 'file' | 'sql' | 'compute';
  readonly call: string;
  /** A path, the start of a statement. */
  readonly on: string;
}

/** `half`: what was to be written is written in part. */
export type Fate = 'go' | 'fail' | 'half' | 'die' | 'die-half' | 'die-after';

/** Decides what becomes of the operation with this number, from 1 on. */
export type Plan = (operation: Operation, number: number) => Fate;

/**
 * What a process does from its start to its end. A killed one does nothing any more: its calls never return, and the
 * system takes back its locks, as after a SIGKILL.
 */
export class Life {
  operations = 0;
  isOver = false;
  readonly databases = new Set<Database.Database>();
  /** Closes what it has open; by file. */
  readonly open = new Map<unknown, () => void>();
  readonly timers = new Set<NodeJS.Timeout>();
  /** Told of each operation that has taken effect. */
  onDone: (operation: Operation) => void | Promise<void> = () => undefined;
  readonly #plan: Plan;
  readonly #killed: Promise<'killed'>;
  #tellKilled: () => void = () => undefined;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#killed = new Promise((resolve) => {
      this.#tellKilled = () => resolve('killed');
    });
  }

  /** Does something as this process. @returns null where it was killed before the end */
  async live<T>(work: () => Promise<T>): Promise<{ readonly made: T } | null> {
    const done = lives.run(this, () => work()).then((made) => ({ made }));
    // After the kill nobody hears of it.
    done.catch(() => undefined);
    const first = await Promise.race([done, this.#killed]);
    return first === 'killed' ? null : first;
  }

  next(operation: Operation): Fate {
    this.operations++;
    return this.#plan(operation, this.operations);
  }

  kill(): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const timer of this.timers) clearInterval(timer);
    for (const database of this.databases) database.close();
    for (const close of this.open.values()) close();
    this.#tellKilled();
  }
}

const lives = new AsyncLocalStorage<Life>();

export function currentLife(): Life | null {
  return lives.getStore() ?? null;
}

/** A call that never returns. */
export function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
