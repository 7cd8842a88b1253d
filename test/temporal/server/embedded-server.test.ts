import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { connectTemporal } from '../../../src/temporal/connection';
import { type EmbeddedServer, startEmbeddedServer } from '../../../src/temporal/server/embedded-server';
import { commandsOfPs, findServersOver } from '../../../src/temporal/server/orphans';
import { freePorts } from '../../support/free-ports';
import { tempFolder } from '../../support/temp-folder';
import { serverBinary } from '../../support/temporal';

const root = tempFolder();
const running: EmbeddedServer[] = [];
const said: string[] = [];
let next = 0;
let ports: { readonly port: number; readonly uiPort: number };

beforeEach(async () => {
  const [port = 0, uiPort = 0] = await freePorts(2);
  ports = { port, uiPort };
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  said.length = 0;
});

function newFolder(): string {
  const folder = path.join(root, `${next++} with spaces`);
  mkdirSync(folder);
  return folder;
}

async function start(dataDir: string, over: Partial<typeof ports> = {}): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({
    ...{ binaryPath: await serverBinary('dev-server'), dataDir, namespace: 'default', ...ports, ...over },
    log: (line) => said.push(line),
  });
  running.push(server);
  return server;
}

/** Starts a workflow that no worker takes. @returns its id */
async function leaveWork({ address }: EmbeddedServer): Promise<string> {
  const { client, connection } = await connectTemporal({ address, namespace: 'default' });
  const { workflowId } = await client.workflow.start('any', {
    taskQueue: 'nobody',
    workflowId: `work-${next++}`,
  });
  await connection.close();
  return workflowId;
}

async function stateOf({ address }: EmbeddedServer, workflowId: string): Promise<string> {
  const { client, connection } = await connectTemporal({ address, namespace: 'default' });
  const { status } = await client.workflow.getHandle(workflowId).describe();
  await connection.close();
  return status.name;
}

function journalOf(dataDir: string): unknown {
  const database = new Database(path.join(dataDir, 'temporal.db'), { readonly: true });
  const mode = database.pragma('journal_mode', { simple: true });
  database.close();
  return mode;
}

describe('a server that a crash left running', () => {
  it('is stopped, and another takes its ports, without a pid file', async () => {
    const dataDir = newFolder();
    const orphan = await start(dataDir);
    const id = await leaveWork(orphan);
    expect(readFileSync(path.join(dataDir, 'temporal.pid'), 'utf8')).toBe(String(orphan.pid));
    rmSync(path.join(dataDir, 'temporal.pid'));
    const server = await start(dataDir);
    expect(said).toEqual(['Stopping the Temporal server that a crash left running.']);
    expect(await orphan.ended).toMatchObject({ signal: null });
    expect(server.address).toBe(orphan.address);
    expect(await stateOf(server, id)).toBe('RUNNING');
  });

  it('is found under another name of its folder', async () => {
    const dataDir = newFolder();
    const orphan = await start(dataDir);
    const link = path.join(root, `link-${next++}`);
    symlinkSync(dataDir, link);
    await start(link);
    expect(await orphan.ended).toMatchObject({ signal: null });
  });

  it('is found by ps too, where the system has no /proc', async () => {
    const dataDir = newFolder();
    const { pid } = await start(dataDir);
    const database = path.join(dataDir, 'temporal.db');
    expect(await findServersOver(database)).toEqual([pid]);
    expect(await findServersOver(database, commandsOfPs)).toEqual([pid]);
    expect(await findServersOver(path.join(newFolder(), 'temporal.db'), commandsOfPs)).toEqual([]);
  });

  it('is no server over another folder, and no process that a pid file names', async () => {
    const other = await start(newFolder());
    const dataDir = newFolder();
    writeFileSync(path.join(dataDir, 'temporal.pid'), String(other.pid));
    const [port = 0, uiPort = 0] = await freePorts(2);
    await start(dataDir, { port, uiPort });
    expect(said).toEqual([]);
    expect(await stateOf(other, await leaveWork(other))).toBe('RUNNING');
  });

  it('does not hide that another program has the port', async () => {
    await start(newFolder());
    await expect(start(newFolder())).rejects.toMatchObject({
      code: 'SETUP',
      message: `Port ${ports.port}, for the Temporal server, is in use`,
    });
  });
});

describe('the database of the server', () => {
  it('has a write-ahead log, and keeps what was acknowledged when the server is killed', async () => {
    const dataDir = newFolder();
    const killed = await start(dataDir);
    const id = await leaveWork(killed);
    expect(journalOf(dataDir)).toBe('wal');
    process.kill(killed.pid, 'SIGKILL');
    expect(await killed.ended).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await stateOf(await start(dataDir), id)).toBe('RUNNING');
  });

  it('may be one of an earlier release, without a write-ahead log', async () => {
    const dataDir = newFolder();
    const before = await start(dataDir);
    const id = await leaveWork(before);
    await before.stop();
    const database = new Database(path.join(dataDir, 'temporal.db'));
    expect(database.pragma('journal_mode = delete', { simple: true })).toBe('delete');
    database.close();
    expect(await stateOf(await start(dataDir), id)).toBe('RUNNING');
    expect(journalOf(dataDir)).toBe('wal');
  });
});

it('a program that cannot run is told as such', async () => {
  const places = { dataDir: newFolder(), namespace: 'default', ...ports, log: () => undefined };
  await expect(startEmbeddedServer({ ...places, binaryPath: '/nowhere/temporal' })).rejects.toMatchObject({
    code: 'SETUP',
    message: expect.stringContaining('The Temporal server cannot run'),
  });
  await expect(startEmbeddedServer({ ...places, binaryPath: '/bin/false' })).rejects.toMatchObject({
    code: 'SETUP',
    message: 'The Temporal server ended at its start (exit code 1)',
    remedy: expect.stringContaining('temporal.log says why'),
  });
});
