import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import {
  findHolder,
  HOLDER_FILE,
  isFolderInUse,
  LOCK_FILE,
  lockDataFolder,
} from '../../src/storage/data-folder-lock';
import { type Racers, startRacers } from '../support/processes/racers';
import { tempFolder } from '../support/temp-folder';

const PROCESSES = 4;
const ROUNDS = 5;
const root = tempFolder();
const answerSchema = z.object({ pid: z.number(), refusal: z.string().nullable() });
let next = 0;

function newFolder(): string {
  const folder = path.join(root, String(next++));
  mkdirSync(folder);
  return folder;
}

describe('processes that lock one folder at once', () => {
  let racers: Racers;

  beforeAll(async () => {
    racers = await startRacers(PROCESSES, 'lock-folder.ts');
  });
  afterAll(() => racers.stop());

  it('have one winner, and the others are told who it is', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const dataDir = newFolder();
      // As a killed process leaves it: it names a process that lives.
      writeFileSync(path.join(dataDir, HOLDER_FILE), String(process.pid));
      const answers = await racers.race({ dataDir }, answerSchema);
      const [winner, ...none] = answers.filter(({ refusal }) => refusal === null);
      expect(none).toEqual([]);
      const refused = `The data folder ${dataDir} is in use by another Loopwatch (process ${winner?.pid})`;
      const refusals = answers.map(({ refusal }) => refusal).filter((refusal) => refusal !== null);
      expect(refusals).toEqual(Array(PROCESSES - 1).fill(refused));
      expect(await findHolder(dataDir)).toBe(winner?.pid);
    }
  });
});

describe('the lock of a data folder', () => {
  it('ends with its process, which may be killed', async () => {
    const dataDir = newFolder();
    const other = await startRacers(1, 'lock-folder.ts');
    const [holder] = await other.race({ dataDir }, answerSchema);
    await expect(lockDataFolder(dataDir)).rejects.toMatchObject({ code: 'SETUP' });
    process.kill(holder?.pid ?? 0, 'SIGKILL');
    const lock = await lockDataFolder(dataDir);
    expect(readFileSync(path.join(dataDir, HOLDER_FILE), 'utf8')).toBe(String(process.pid));
    await lock.release();
    await other.stop();
  });

  it('is no file: one that names a living process locks nothing', async () => {
    const dataDir = newFolder();
    writeFileSync(path.join(dataDir, HOLDER_FILE), String(process.ppid));
    expect(await findHolder(dataDir)).toBeNull();
    await (await lockDataFolder(dataDir)).release();
    expect(existsSync(path.join(dataDir, HOLDER_FILE))).toBe(false);
  });

  it('is held within one process too, whoever looks at it', async () => {
    const dataDir = newFolder();
    const lock = await lockDataFolder(dataDir);
    for (let look = 0; look < 2; look++) expect(isFolderInUse(dataDir)).toBe(true);
    await expect(lockDataFolder(dataDir)).rejects.toThrow(
      `in use by another Loopwatch (process ${process.pid})`,
    );
    await lock.release();
    expect(isFolderInUse(dataDir)).toBe(false);
    await (await lockDataFolder(dataDir)).release();
  });

  it('is held although nothing refers to it', async () => {
    const dataDir = newFolder();
    await lockDataFolder(dataDir);
    setFlagsFromString('--expose-gc');
    await runInNewContext('gc({ execution: "async" })');
    expect(isFolderInUse(dataDir)).toBe(true);
  });

  it('is not made by a look at it', async () => {
    const dataDir = newFolder();
    expect(isFolderInUse(dataDir)).toBe(false);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is refused in words where the folder is a file, or the lock is none', async () => {
    const file = path.join(newFolder(), 'file');
    writeFileSync(file, '');
    await expect(lockDataFolder(path.join(file, 'data'))).rejects.toMatchObject({
      code: 'SETUP',
      message: expect.stringContaining('cannot be created'),
      remedy: expect.stringContaining('--data-dir'),
    });
    const dataDir = newFolder();
    writeFileSync(path.join(dataDir, LOCK_FILE), 'x'.repeat(8_192));
    await expect(lockDataFolder(dataDir)).rejects.toMatchObject({
      code: 'SETUP',
      message: `The data folder ${dataDir} cannot be written, or its ${LOCK_FILE} is no lock`,
    });
  });
});
