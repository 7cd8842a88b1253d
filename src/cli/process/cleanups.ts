import { describeError } from '../../contract/errors';

/** What is to be undone at the end, last first. One that fails is told of and holds back no other. */
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
