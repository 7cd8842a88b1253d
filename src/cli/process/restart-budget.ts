const WINDOW_MILLIS = 5 * 60_000;
const MAX_ENDS = 5;
const FIRST_PAUSE_MILLIS = 500;

/** Says whether, and after which pause, a process is started again that has ended. Each pause is twice the last one. */
export class RestartBudget {
  #ends: number[] = [];

  /** @returns the pause before the next start; null: it has ended too often in too short a time. */
  noteEnd(nowMillis: number): number | null {
    this.#ends = [...this.#ends.filter((end) => end > nowMillis - WINDOW_MILLIS), nowMillis];
    const count = this.#ends.length;
    return count < MAX_ENDS ? FIRST_PAUSE_MILLIS * 2 ** (count - 1) : null;
  }

  /** How often it has ended, for people. */
  describe(): string {
    return `the ${this.#ends.length}th time within ${WINDOW_MILLIS / 60_000} minutes`;
  }
}
