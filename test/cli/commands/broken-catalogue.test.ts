import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, statSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { openPorts, placesIn } from '../../../src/cli/process/open-ports';
import { type Ended, runCommand } from '../../support/command';
import { freePorts } from '../../support/free-ports';
import { tempFolder } from '../../support/temp-folder';
import { startTestServer, type TestServer } from '../../support/temporal';

const root = tempFolder();
const PAGE_BYTES = 4_096;
const COMMANDS = [['start'], ['api'], ['worker'], ['keys', 'list'], ['setup'], ['accept', 'hours', '--list']];
let server: TestServer;
let next = 0;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** A data folder whose catalogue was made by Loopwatch. */
async function dataFolder(): Promise<{ readonly dataDir: string; readonly file: string }> {
  const dataDir = path.join(root, String(next++));
  const { catalogue } = await openPorts(placesIn(dataDir));
  await catalogue.close();
  return { dataDir, file: catalogue.location };
}

function overwritePages(file: string): void {
  const handle = openSync(file, 'r+');
  for (let page = 1; page < Math.floor(statSync(file).size / PAGE_BYTES); page++)
    writeSync(handle, randomBytes(PAGE_BYTES), 0, PAGE_BYTES, page * PAGE_BYTES);
  closeSync(handle);
}

function without(table: string): (file: string) => void {
  return (file) => void new Database(file).exec(`delete from ${table}`).close();
}

const BREAKAGES: readonly (readonly [string, (file: string) => void])[] = [
  ['is no database', (file) => writeFileSync(file, randomBytes(5 * PAGE_BYTES))],
  ['has lost a table', (file) => void new Database(file).exec('drop table identity').close()],
  ['has lost its id', without('identity')],
];

async function run(command: readonly string[], dataDir: string): Promise<Ended> {
  const [port = 0] = await freePorts(1);
  return runCommand(command, {
    LOOPWATCH_DATA: dataDir,
    LOOPWATCH_PORT: String(port),
    ...server.environment,
  });
}

const DAMAGED = /^loopwatch: The (file of the )?catalogue .*(estore|doctor)/;

async function expectOneLine(command: readonly string[], dataDir: string, words: RegExp): Promise<void> {
  const { code, stderr } = await run(command, dataDir);
  expect(stderr).toMatch(words);
  expect({ command, code, lines: stderr.trimEnd().split('\n').length }).toEqual({
    command,
    code: 1,
    lines: 1,
  });
}

it.each(COMMANDS)('a catalogue with overwritten pages ends %s with one line', async (...command) => {
  const { dataDir, file } = await dataFolder();
  overwritePages(file);
  await expectOneLine(command, dataDir, DAMAGED);
});

describe.each(BREAKAGES)('a catalogue that %s', (_words, damage) => {
  let dataDir: string;

  beforeAll(async () => {
    const made = await dataFolder();
    damage(made.file);
    dataDir = made.dataDir;
  });

  it('ends a command that needs it with one line, which says what to do', async () => {
    await expectOneLine(['worker'], dataDir, DAMAGED);
  });

  it('is a problem for the doctor, who goes on', async () => {
    const { code, stdout, stderr } = await run(['doctor'], dataDir);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^problem {2}The (file of the )?catalogue .*\n {9}Remedy: .*backup/m);
    expect(stdout).toContain('Settings in effect');
    expect(stdout).not.toMatch(/^ +at /m);
  });
});

it.each([['start'], ['worker'], ['keys', 'list']])(
  'a data folder that is a file ends %s with one line',
  async (...command) => {
    const file = path.join(root, 'a-file');
    writeFileSync(file, '');
    await expectOneLine(command, file, /^loopwatch: The (data )?folder .*cannot be created\. (Give|Choose)/);
  },
);

it('a catalogue that is a folder ends a command with one line', async () => {
  const dataDir = path.join(root, 'with-a-folder');
  mkdirSync(path.join(dataDir, 'catalogue.db'), { recursive: true });
  await expectOneLine(
    ['worker'],
    dataDir,
    /^loopwatch: The catalogue cannot be written or opened \(SQLITE_CANTOPEN/,
  );
  expect(readdirSync(path.join(dataDir, 'catalogue.db'))).toEqual([]);
});
