/** Lets so many pieces of work run at once; the others wait for their turn, in the order in which they came. */
export class Turns {
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(limit: number) {
    this.#free = limit;
  }

  /**
   * @param patience left out: its turn is waited for however long it takes.
   * @throws what `tooLate` makes, where its turn does not come within the limit.
   */
  async take<T>(work: () => Promise<T>, patience?: Patience): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await this.#turn(patience);
    try {
      return await work();
    } finally {
      const [next] = this.#waiting;
      if (next) next();
      else this.#free++;
    }
  }

  #turn(patience?: Patience): Promise<void> {
    return new Promise((resolve, reject) => {
      const take = () => {
        clearTimeout(timer);
        this.#waiting.delete(take);
        resolve();
      };
      const timer = patience
        ? setTimeout(() => {
            this.#waiting.delete(take);
            reject(patience.tooLate());
          }, patience.limitMillis)
        : undefined;
      this.#waiting.add(take);
    });
  }
}

interface Patience {
  readonly limitMillis: number;
  readonly tooLate: () => Error;
}
