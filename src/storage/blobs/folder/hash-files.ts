import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { publishBeside, unlessAbsent, withTempFile } from '../blob-files';
import { hashesInKey } from '../content-check';

const EXTENSION = '.sha256';
const LINE = /^([0-9a-f]{64}) {2}/;

export function hashFileOf(file: string): string {
  return `${file}${EXTENSION}`;
}

export function isHashFile(name: string): boolean {
  return name.endsWith(EXTENSION);
}

/**
 * Notes the SHA-256 that the file is about to get, in the format of `sha256sum`. The hash of its present content stays
 * in the second line: a crash may come between this and the file.
 */
export async function addHash(tempDir: string, target: string, hash: string): Promise<void> {
  const [previous] = (await readHashes(target)).filter((each) => each !== hash);
  const lines = [hash, ...(previous === undefined ? [] : [previous])];
  const text = lines.map((each) => `${each}  ${path.basename(target)}\n`).join('');
  const file = hashFileOf(target);
  await withTempFile(
    tempDir,
    (temp) => writeFile(temp, text),
    (temp) => publishBeside(temp, file),
  );
}

/** The SHA-256 that the content of a blob may have. None: a release that kept no hash wrote the file. */
export async function hashesOf(key: string, file: string): Promise<readonly string[]> {
  return hashesInKey(key) ?? (await readHashes(file));
}

async function readHashes(file: string): Promise<string[]> {
  const text = (await unlessAbsent(readFile(hashFileOf(file), 'utf8'))) ?? '';
  return text.split('\n').flatMap((line) => LINE.exec(line)?.[1] ?? []);
}
