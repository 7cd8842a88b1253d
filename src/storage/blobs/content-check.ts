import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { sha256Of } from './blob-files';
import { contentHashOf } from './blob-keys';
import { changedBlob } from './damaged-blob';

/** About 20 MB of memory. */
const MAX_NOTED = 100_000;

/**
 * Compares files with the SHA-256 that they were written with. A file is read again only when its size or its time has
 * changed since.
 */
export class ContentCheck {
  readonly #noted = new Map<string, string>();
  readonly #inProgress = new Map<string, Promise<void>>();

  /** Notes a file whose content was just written, or checked, under another path. */
  async note(file: string): Promise<void> {
    this.#note(file, stampOf(await stat(file)));
  }

  /**
   * @param hashes the content has one of them; none: a release that kept no hash wrote the file.
   * @throws LoopwatchError STORAGE_DAMAGED
   */
  async require(
    key: string,
    file: string,
    stats: Stats,
    hashes: () => Promise<readonly string[]>,
  ): Promise<void> {
    const stamp = stampOf(stats);
    if (this.#noted.get(file) === stamp) return;
    const call = `${file} ${stamp}`;
    const check =
      this.#inProgress.get(call) ??
      this.#compare(key, file, stamp, hashes).finally(() => {
        this.#inProgress.delete(call);
      });
    this.#inProgress.set(call, check);
    await check;
  }

  async #compare(
    key: string,
    file: string,
    stamp: string,
    hashesOf: () => Promise<readonly string[]>,
  ): Promise<void> {
    await requireContent(key, file, await hashesOf());
    this.#note(file, stamp);
  }

  #note(file: string, stamp: string): void {
    this.#noted.delete(file);
    this.#noted.set(file, stamp);
    const [oldest] = this.#noted.keys();
    if (this.#noted.size > MAX_NOTED && oldest !== undefined) this.#noted.delete(oldest);
  }
}

/** The hashes of a key that states its content's; null for other keys. */
export function hashesInKey(key: string): readonly string[] | null {
  const hash = contentHashOf(key);
  return hash === null ? null : [hash];
}

/** @returns false where no hash is known. @throws LoopwatchError STORAGE_DAMAGED */
export async function requireContent(key: string, file: string, hashes: readonly string[]): Promise<boolean> {
  if (hashes.length === 0) return false;
  if (!hashes.includes(await sha256Of(file))) throw changedBlob(key, file);
  return true;
}

function stampOf({ size, mtimeMs, ino }: Stats): string {
  return `${size} ${mtimeMs} ${ino}`;
}
