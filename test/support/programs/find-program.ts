import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** Where programs that had to be fetched are kept: beside the installed packages, which `npm ci` removes with them. */
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

/** The first of the programs that is on the PATH, or null. */
export async function onPath(...names: readonly string[]): Promise<string | null> {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(path.isAbsolute);
  for (const name of names)
    for (const folder of folders)
      if (await isProgram(path.join(folder, name))) return path.join(folder, name);
  return null;
}

/** Runs a program to its end. @throws Error with the last line that it wrote. */
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

/** Fills a folder aside and moves it into place, so that two runs at once never see half of one. */
export async function fillFolder(target: string, fill: (aside: string) => Promise<void>): Promise<void> {
  const aside = `${target}.${randomUUID()}`;
  try {
    await mkdir(aside, { recursive: true });
    await fill(aside);
    // Where another run was faster, its folder is as good.
    await rename(aside, target).catch(() => undefined);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** One way to get a program, with its name for the messages. */
export interface Rung<T> {
  readonly name: string;
  readonly find: () => Promise<T | null>;
}

/**
 * Tries each way in turn, and says why one failed.
 * @throws Error with `advice` where none gives the program.
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
