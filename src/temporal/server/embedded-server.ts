import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { LoopwatchError } from '../../contract/errors';
import { databaseIn, stopOrphans } from './orphans';
import { freePort, LOCAL_HOST, requireFree } from './ports';
import { type ChildEnd, describeEnd, endOf } from './process-end';

const START_MILLIS = 30_000;
const STOP_MILLIS = 10_000;
/** For a server that was killed: its ports are free a moment after it is gone. */
const FREE_MILLIS = 5_000;
/** For people. The next start finds a server that is left by its command line. */
const PID_FILE = 'temporal.pid';
export const TEMPORAL_LOG_FILE = 'temporal.log';
/** What is acknowledged survives a power cut, at one write to the disk for each commit: docs/decisions/0030. */
const PRAGMAS = ['journal_mode=wal', 'synchronous=full'];

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
  /** Resolves when it has ended, whoever ended it. */
  readonly ended: Promise<ChildEnd>;
  stop(): Promise<void>;
}

/**
 * Starts Temporal's development server on the loopback address with its database in a file, and waits until it answers.
 * First stops a server that a crash left running on the same database.
 * @throws LoopwatchError SETUP where a port is in use, or the server ends at its start.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { uiPort } = options;
  const dataDir = path.resolve(options.dataDir);
  const database = databaseIn(dataDir);
  const logFile = path.join(dataDir, TEMPORAL_LOG_FILE);
  const pidFile = path.join(dataDir, PID_FILE);
  await mkdir(dataDir, { recursive: true });
  const port = await preparePorts(options, database);
  const log = await open(logFile, 'a');
  const child = spawn(options.binaryPath, serverArguments(options, { database, port }), {
    // Its own process group: Ctrl-C must not reach it before the worker has finished its tasks.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  // If this process ends at once, nobody else would stop its server.
  const stopNow = () => void child.kill('SIGTERM');
  process.once('exit', stopNow);
  const ended = endOf(child);
  void ended.then(() => process.removeListener('exit', stopNow));
  const stop = async () => {
    await stopChild(child);
    await rm(pidFile, { force: true });
  };
  try {
    await Promise.all([
      untilAnswering(child, ended, { port, logFile }),
      writeFile(pidFile, String(child.pid ?? '')),
    ]);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    await log.close();
  }
  return {
    address: `${LOCAL_HOST}:${port}`,
    uiUrl: uiPort === null ? null : `http://${LOCAL_HOST}:${uiPort}`,
    pid: child.pid ?? 0,
    ended,
    stop,
  };
}

/** Stops a server that is left on the database. @returns the port to use, which is free */
async function preparePorts({ port, uiPort, log }: EmbeddedServerOptions, database: string): Promise<number> {
  const waitMillis = (await stopOrphans(database, log)) > 0 ? FREE_MILLIS : 0;
  const chosen = port ?? (await freePort());
  const setting = '--temporal-port or LOOPWATCH_TEMPORAL_PORT';
  await requireFree({ port: chosen, use: 'the Temporal server', setting }, waitMillis);
  if (uiPort !== null) {
    const uiSetting = '--temporal-ui-port or LOOPWATCH_TEMPORAL_UI_PORT';
    await requireFree({ port: uiPort, use: "Temporal's Web UI", setting: uiSetting }, waitMillis);
  }
  return chosen;
}

function serverArguments(
  { uiPort, namespace }: EmbeddedServerOptions,
  { database, port }: { readonly database: string; readonly port: number },
): string[] {
  const ui = uiPort === null ? ['--headless'] : ['--ui-ip', LOCAL_HOST, '--ui-port', String(uiPort)];
  return [
    ...['server', 'start-dev', '--ip', LOCAL_HOST, '--port', String(port), ...ui],
    ...['--db-filename', database, '--namespace', namespace, '--log-level', 'error'],
    ...PRAGMAS.flatMap((pragma) => ['--sqlite-pragma', pragma]),
    // Nobody needs its HTTP API, which a page of the browser could reach: it answers to no host name.
    ...['--dynamic-config-value', 'frontend.httpAllowedHosts=[]'],
  ];
}

async function untilAnswering(
  child: ChildProcess,
  ended: Promise<ChildEnd>,
  { port, logFile }: { readonly port: number; readonly logFile: string },
): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (error) =>
      reject(
        new LoopwatchError(
          'SETUP',
          `The Temporal server cannot run (${error.message})`,
          'Run "loopwatch doctor".',
        ),
      ),
    );
    void ended.then((end) =>
      reject(
        new LoopwatchError(
          'SETUP',
          `The Temporal server ended at its start (${describeEnd(end)})`,
          `${logFile} says why.`,
        ),
      ),
    );
  });
  const over = new AbortController();
  try {
    await Promise.race([failed, connectable(port, over.signal)]);
  } finally {
    over.abort();
  }
}

async function connectable(port: number, over: AbortSignal): Promise<void> {
  const deadline = performance.now() + START_MILLIS;
  while (performance.now() < deadline && !over.aborted) {
    try {
      const connection = await Connection.connect({
        address: `${LOCAL_HOST}:${port}`,
        connectTimeout: '1 second',
      });
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
