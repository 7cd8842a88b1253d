import type { StoreFigures } from '../contract/report';
import { readFigures } from '../frames/report/figures-file';

/** A row takes about 1 kB of a thread's memory. */
const MAX_ROWS_KEPT = 150_000;

/** Keeps the figures read last: the next page needs them again, and those of a finished report never change. */
export class KeptFigures {
  readonly #byPath = new Map<string, readonly StoreFigures[]>();

  read(path: string): readonly StoreFigures[] {
    const stores = this.#byPath.get(path) ?? readFigures(path);
    this.#byPath.delete(path);
    this.#byPath.set(path, stores);
    this.#forgetOldest(path);
    return stores;
  }

  #forgetOldest(justRead: string): void {
    let rows = [...this.#byPath.values()].reduce((sum, stores) => sum + stores.length, 0);
    for (const [path, stores] of this.#byPath) {
      if (rows <= MAX_ROWS_KEPT || path === justRead) return;
      this.#byPath.delete(path);
      rows -= stores.length;
    }
  }
}
