import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** The folder of downloaded programs. It is inside node_modules, so `npm ci` removes it too. */
export const CACHE = path.resolve(__dirname, '../../../node_modules/.cache/loopwatch');

const FETCH_MILLIS = 1_200_000;
const MAX_OUTPUT_BYTES = 64 * 1024 ** 2;

const run = promisify(execFile);

export async function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The first of these programs on the PATH, or null. */
export async function onPath(...names: readonly string[]): Promise<string | null> {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(path.isAbsolute);
  for (const name of names)
    for (const folder of folders)
      if (await isProgram(path.join(folder, name))) return path.join(folder, name);
  return null;
}

/** Runs a program until it ends. @throws Error with its last line of output. */
export async function runProgram(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  try {
    await run(file, args, {
      env: { ...process.env, ...env },
      timeout: FETCH_MILLIS,
      maxBuffer: MAX_OUTPUT_BYTES,
    });
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n');
    throw new Error(lines.at(-1) ?? '');
  }
}

/** Fills a temporary folder, then renames it, so that a concurrent run never sees half of it. */
export async function fillFolder(target: string, fill: (aside: string) => Promise<void>): Promise<void> {
  const aside = `${target}.${randomUUID()}`;
  try {
    await mkdir(aside, { recursive: true });
    await fill(aside);
    // If another run was faster, use its folder.
    await rename(aside, target).catch(() => undefined);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** A way to get a program, with a name for error messages. */
export interface Rung<T> {
  readonly name: string;
  readonly find: () => Promise<T | null>;
}

/**
 * Tries each way in order, and reports why a way failed.
 * @throws Error with `advice` if every way fails.
 */
export async function climb<T>(rungs: readonly Rung<T>[], advice: string): Promise<T> {
  for (const { name, find } of rungs) {
    try {
      const found = await find();
      if (found) return found;
    } catch (error) {
      console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(advice);
}
