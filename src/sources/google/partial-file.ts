import { readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const stateSchema = z.object({
  /** Identifies the content: changed content has another stamp. */
  stamp: z.string(),
  bytes: z.int().min(0),
  rows: z.int().min(0),
  columns: z.array(z.string()),
});

export type PartialState = z.output<typeof stateSchema>;

/** A partial download, with its state in a file beside it. */
export class PartialFile {
  readonly #notePath: string;

  constructor(readonly path: string) {
    this.#notePath = `${path}.json`;
  }

  /** The state of the previous attempt, if it fetched the same content; cuts the file to it. null: start from nothing. */
  async resume(stamp: string): Promise<PartialState | null> {
    const text = await readFile(this.#notePath, 'utf8').catch(() => null);
    const state = text === null ? null : stateSchema.safeParse(JSON.parse(text)).data;
    const size = await stat(this.path).then(
      (stats) => stats.size,
      () => 0,
    );
    if (state?.stamp === stamp && size >= state.bytes) {
      await truncate(this.path, state.bytes);
      return state;
    }
    await this.remove();
    return null;
  }

  async note(state: PartialState): Promise<void> {
    await writeFile(`${this.#notePath}.new`, JSON.stringify(state));
    await rename(`${this.#notePath}.new`, this.#notePath);
  }

  async finish(toPath: string): Promise<void> {
    await rename(this.path, toPath);
    await rm(this.#notePath, { force: true });
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
    await rm(this.#notePath, { force: true });
  }
}
