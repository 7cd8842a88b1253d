import { describeError } from '../../contract/errors';

/** Steps to run at the end, last added first. A step that fails is reported, and the others still run. */
export class Cleanups {
  readonly #steps: (() => unknown)[] = [];

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  async run(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        process.stderr.write(`While stopping: ${describeError(error)}\n`);
      }
    }
  }
}
