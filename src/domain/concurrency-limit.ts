/** Runs at most `limit` pieces of work at once; the others wait, first come, first served. */
export class ConcurrencyLimit {
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(limit: number) {
    this.#free = limit;
  }

  /**
   * @param patience how long the work waits for its start; without one it waits as long as needed.
   * @throws the error that `tooLate` makes when the wait is over the limit.
   */
  async run<T>(work: () => Promise<T>, patience?: Patience): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await this.#freePlace(patience);
    try {
      return await work();
    } finally {
      const [next] = this.#waiting;
      if (next) next();
      else this.#free++;
    }
  }

  #freePlace(patience?: Patience): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = () => {
        clearTimeout(timer);
        this.#waiting.delete(start);
        resolve();
      };
      const timer = patience
        ? setTimeout(() => {
            this.#waiting.delete(start);
            reject(patience.tooLate());
          }, patience.limitMillis)
        : undefined;
      this.#waiting.add(start);
    });
  }
}

interface Patience {
  readonly limitMillis: number;
  readonly tooLate: () => Error;
}
