import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, constants, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { describeError } from '../../contract/errors';
import { ZONE_LIST_VERSION } from '../../domain/time/zone-list';
import { shellWord } from '../process/own-command';
import { type Finding, ok, problem, warning } from './finding';

const MIN_NODE = { major: 20, minor: 20 } as const;
const NATIVE_CHECK_MILLIS = 30_000;
const GIGABYTE = 1e9;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const { major: minMajor, minor: minMinor } = MIN_NODE;
  return major > minMajor || (major === minMajor && minor >= minMinor)
    ? ok(`Node ${version}`)
    : problem(`Node ${version} is too old`, `Install Node ${minMajor}.${minMinor} or later.`);
}

/**
 * @param version of the time zone database that Node was built with.
 * @param unknown names that Loopwatch's list of zones has and this database has not.
 */
export function checkTimeZones(version: string | undefined, unknown: readonly string[]): Finding {
  if (version === undefined)
    return problem('Node has no time zone database', 'Install a Node that is built with full ICU.');
  if (unknown.length === 0) return ok(`Time zone database ${version}`);
  return warning(
    `Time zone database ${version} lacks ${unknown.join(', ')} of ${ZONE_LIST_VERSION}: stores there go to quarantine`,
    'Install a newer Node.',
  );
}

/** Loads a module in a child process: a broken binary may end the process that loads it. */
export async function checkNativeModule(name: string, use: string): Promise<Finding> {
  try {
    await promisify(execFile)(process.execPath, ['-e', use], {
      cwd: path.resolve(__dirname, '../../..'),
      timeout: NATIVE_CHECK_MILLIS,
    });
    return ok(`Native module ${name} loads`);
  } catch (error) {
    return problem(
      `Native module ${name} does not load: ${reasonOf(error)}`,
      'Run "npm ci" with this Node on this machine.',
    );
  }
}

/** The line of the process's output that names the error. */
function reasonOf(error: unknown): string {
  const output = z.object({ stderr: z.string() }).safeParse(error).data?.stderr ?? '';
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines[0] ?? 'its process ended without output';
}

/** @param remedy what to do where the port is in use. */
export async function checkPort(name: string, host: string, port: number, remedy: string): Promise<Finding> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    await new Promise((resolve) => server.close(resolve));
    return ok(`Port ${port} of the ${name} is free`);
  } catch (error) {
    const isTaken = z.object({ code: z.literal('EADDRINUSE') }).safeParse(error).success;
    return problem(
      isTaken
        ? `Port ${port} of the ${name} is in use`
        : `Port ${port} of the ${name} cannot be used: ${describeError(error)}`,
      remedy,
    );
  }
}

/** @param setting the variable that names another folder. */
export async function checkWritable(
  folder: string,
  name = 'Data folder',
  setting = 'LOOPWATCH_DATA',
): Promise<Finding> {
  const place = await nearestExisting(folder);
  try {
    if (!(await stat(place)).isDirectory()) {
      return problem(`${name} ${folder}: ${place} is a file`, `Name a folder with ${setting}.`);
    }
    if (place !== folder) {
      await access(place, constants.W_OK);
      return ok(`${name} ${folder} does not exist yet and can be created`);
    }
    const probe = path.join(folder, `.doctor-${randomUUID()}`);
    await writeFile(probe, '');
    await rm(probe);
    return ok(`${name} ${folder} can be written`);
  } catch (error) {
    return problem(
      `${name} ${folder} cannot be written: ${describeError(error)}`,
      `Give Loopwatch write permission there, or name another folder with ${setting}.`,
    );
  }
}

const OTHERS_BITS = 0o077;

/** Whether other users of this machine can look into what Loopwatch keeps. Windows has no such bits. */
export async function checkPrivate(folder: string): Promise<Finding[]> {
  const found = process.platform === 'win32' ? null : await stat(folder).catch(() => null);
  if (found === null) return [];
  return (found.mode & OTHERS_BITS) === 0
    ? [ok(`Only its owner can read the data folder ${folder}`)]
    : [
        warning(
          `Other users of this machine can read the data folder ${folder}`,
          `Run: chmod -R go= ${shellWord(folder)}`,
        ),
      ];
}

export async function checkDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearestExisting(dataDir));
  return judgeDisk(bavail * bsize);
}

export function judgeDisk(freeBytes: number): Finding {
  const what = `${(freeBytes / GIGABYTE).toFixed(1)} GB free on the disk of the data folder`;
  const remedy = 'Free some space, or move the data folder to a larger disk.';
  if (freeBytes < 0.1 * GIGABYTE) return problem(what, remedy);
  return freeBytes < GIGABYTE ? warning(what, remedy) : ok(what);
}

async function nearestExisting(folder: string): Promise<string> {
  const exists = await stat(folder).then(
    () => true,
    () => false,
  );
  const parent = path.dirname(folder);
  return exists || parent === folder ? folder : nearestExisting(parent);
}
