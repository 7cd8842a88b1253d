import { readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const stateSchema = z.object({
  /** What is being fetched: another content is another stamp. */
  stamp: z.string(),
  bytes: z.int().min(0),
  rows: z.int().min(0),
  columns: z.array(z.string()),
});

export type PartState = z.output<typeof stateSchema>;

/** What an attempt has got of a file so far, with a note beside it of how far it is. */
export class PartFile {
  readonly #notePath: string;

  constructor(readonly path: string) {
    this.#notePath = `${path}.json`;
  }

  /** How far an earlier attempt got at the same content, the file cut to just that; null: start anew. */
  async resume(stamp: string): Promise<PartState | null> {
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

  async note(state: PartState): Promise<void> {
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
