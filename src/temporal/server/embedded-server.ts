import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { LoopwatchError } from '../../contract/errors';
import { isAlive } from './data-folder-lock';

const HOST = '127.0.0.1';
const START_MILLIS = 30_000;
const STOP_MILLIS = 10_000;
const PID_FILE = 'temporal.pid';
const DATABASE_FILE = 'temporal.db';

export interface EmbeddedServerOptions {
  readonly binaryPath: string;
  /** Holds its database and its log. */
  readonly dataDir: string;
  /** null: any free port. */
  readonly port: number | null;
  /** null: no Web UI. */
  readonly uiPort: number | null;
  readonly namespace: string;
  readonly log: (line: string) => void;
}

export interface EmbeddedServer {
  readonly address: string;
  readonly uiUrl: string | null;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts Temporal's development server on the loopback address with its database in a file, and waits until it answers.
 * First stops a server that a crash left running on the same database.
 * @throws LoopwatchError SETUP where a port is in use, or the server ends at its start.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  await mkdir(options.dataDir, { recursive: true });
  await stopOrphan(options);
  const port = options.port ?? (await freePort());
  await requireFree(port, 'the Temporal server', '--temporal-port or LOOPWATCH_TEMPORAL_PORT');
  if (options.uiPort !== null) {
    await requireFree(
      options.uiPort,
      "Temporal's Web UI",
      '--temporal-ui-port or LOOPWATCH_TEMPORAL_UI_PORT',
    );
  }
  const logFile = path.join(options.dataDir, 'temporal.log');
  const log = await open(logFile, 'a');
  const child = spawn(options.binaryPath, serverArguments(options, port), {
    // Its own process group: Ctrl-C must not reach it before the worker has finished its tasks.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  // If this process ends at once, nobody else would stop its server.
  const stopNow = () => void child.kill('SIGTERM');
  process.once('exit', stopNow);
  child.once('exit', () => process.removeListener('exit', stopNow));
  try {
    await untilAnswering(child, port, logFile);
  } catch (error) {
    await stopChild(child);
    throw error;
  } finally {
    await log.close();
  }
  const pid = child.pid ?? 0;
  await writeFile(path.join(options.dataDir, PID_FILE), String(pid));
  return {
    address: `${HOST}:${port}`,
    uiUrl: options.uiPort === null ? null : `http://${HOST}:${options.uiPort}`,
    pid,
    stop: async () => {
      await stopChild(child);
      await rm(path.join(options.dataDir, PID_FILE), { force: true });
    },
  };
}

function serverArguments(options: EmbeddedServerOptions, port: number): string[] {
  const ui =
    options.uiPort === null ? ['--headless'] : ['--ui-ip', HOST, '--ui-port', String(options.uiPort)];
  const database = path.join(options.dataDir, DATABASE_FILE);
  return [
    ...['server', 'start-dev', '--ip', HOST, '--port', String(port), ...ui],
    ...['--db-filename', database, '--namespace', options.namespace, '--log-level', 'error'],
  ];
}

async function untilAnswering(child: ChildProcess, port: number, logFile: string): Promise<void> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new LoopwatchError(
      'SETUP',
      `The Temporal server ended at its start (exit code ${code})`,
      `${logFile} says why.`,
    );
  });
  ended.catch(() => undefined);
  const failed = once(child, 'error').then(([error]) => {
    throw new LoopwatchError('SETUP', `The Temporal server cannot run (${error})`, 'Run "loopwatch doctor".');
  });
  failed.catch(() => undefined);
  await Promise.race([ended, failed, connectable(port)]);
}

async function connectable(port: number): Promise<void> {
  const deadline = Date.now() + START_MILLIS;
  while (Date.now() < deadline) {
    try {
      const connection = await Connection.connect({ address: `${HOST}:${port}`, connectTimeout: '1 second' });
      await connection.close();
      return;
    } catch {
      await wait(50); // Not up yet.
    }
  }
  throw new LoopwatchError(
    'SETUP',
    `The Temporal server did not answer on port ${port} within ${START_MILLIS / 1_000} s`,
  );
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MILLIS);
  await exited;
  clearTimeout(timer);
}

/** After a crash of this process the server runs on, and keeps its port and its database. */
async function stopOrphan({ dataDir, log }: EmbeddedServerOptions): Promise<void> {
  const pid = Number(await readFile(path.join(dataDir, PID_FILE), 'utf8').catch(() => ''));
  if (!isAlive(pid) || !(await commandOf(pid)).includes(path.join(dataDir, DATABASE_FILE))) return;
  log('Stopping the Temporal server that a crash left running.');
  process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + STOP_MILLIS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    await wait(50);
  }
}

async function commandOf(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']).catch(() => ({
    stdout: '',
  }));
  return stdout;
}

/** @throws LoopwatchError SETUP where the port is in use. */
export async function requireFree(port: number, use: string, setting: string): Promise<void> {
  if (await isFree(port)) return;
  throw new LoopwatchError(
    'SETUP',
    `Port ${port}, for ${use}, is in use`,
    `Stop what uses it, or choose another with ${setting}.`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, HOST, () => probe.close(() => resolve(true)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, HOST, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
