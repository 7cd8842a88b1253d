import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Pool } from 'pg';
import { openPorts, placesIn } from '../../../src/cli/process/open-ports';
import { FolderSource } from '../../../src/sources/folder-source';
import type { Catalogue } from '../../../src/storage/catalogue/catalogue';
import type { WriteCommit } from '../../../src/storage/catalogue/commit-mark';
import { CommitLog } from '../../../src/storage/commits/commit-log';
import { committedCatalogue, followAllCommits } from '../../../src/storage/commits/committed-catalogue';
import { rebuildCatalogue } from '../../../src/storage/commits/rebuild-catalogue';
import { openCatalogue } from '../../../src/storage/sql/open-catalogue';
import { ingestByHand } from '../../support/ingest-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { sharedPostgres } from '../../support/postgres';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder();
let next = 0;

/** A data folder with its source. Each ingestion has one more file of polls. */
async function start() {
  const folder = path.join(root, String(next++));
  const [data, source] = [path.join(folder, 'data'), path.join(folder, 'source')];
  mkdirSync(source, { recursive: true });
  writeFileSync(
    path.join(source, 'hours.csv'),
    'store_id,day,start_time_local,end_time_local\na,0,09:00,17:00\n',
  );
  let files = 0;
  const addPolls = () => {
    const hour = String(files++).padStart(2, '0');
    const text = `store_id,status,timestamp_utc\na,active,2023-01-23 ${hour}:00:00 UTC\n`;
    writeFileSync(path.join(source, `polls ${hour}.csv`), text);
  };
  const open = () => openWorkerPorts(data, [new FolderSource(source)]);
  addPolls();
  const ports = await open();
  await ingestByHand(ports);
  const commitFile = (stream: string, number: number) =>
    path.join(data, 'blobs/commits', stream, `${String(number).padStart(12, '0')}.json`);
  return { data, ports, addPolls, open, commitFile };
}

const hashIn = (file: string) => JSON.parse(readFileSync(file, 'utf8')).sha256;

it('every change is a numbered commit with the hash of the one before', async () => {
  const { ports, addPolls, commitFile } = await start();
  addPolls();
  await ingestByHand(ports);
  const [first, second] = [1, 2].map((number) => readFileSync(commitFile('log', number), 'utf8'));
  expect(JSON.parse(first ?? '')).toMatchObject({
    commit: {
      stream: 'log',
      number: 1,
      previous: null,
      body: {
        type: 'append',
        segments: [{ key: expect.stringMatching(/^segments\//), rows: 1 }],
        file: { name: 'polls 00.csv' },
        outcome: { accepted: 1 },
      },
    },
  });
  expect(JSON.parse(second ?? '').commit.previous).toBe(hashIn(commitFile('log', 1)));
  expect(JSON.parse(readFileSync(commitFile('hours', 1), 'utf8')).commit.body).toMatchObject({
    type: 'version',
    next: { stores: 1 },
    files: [{ name: 'hours.csv' }],
  });
  expect(await ports.catalogue.commits.head('log')).toEqual({
    number: 2,
    sha256: hashIn(commitFile('log', 2)),
  });
  await ports.catalogue.close();
});

it('a commit whose catalogue did not hear of it is followed: at the next change, and at the next start', async () => {
  const { data, ports, addPolls, open } = await start();
  await ports.catalogue.close();
  const catalogue = await openCatalogue(placesIn(data).catalogueUrl);
  const { blobs } = ports;
  // A crash between the commit and the catalogue.
  const crashing = committedCatalogue(
    {
      ...catalogue,
      log: {
        ...catalogue.log,
        commit: (commit, write) =>
          catalogue.log.commit(commit, async (head) => {
            await write?.(head);
            throw new Error('killed');
          }),
      },
    },
    blobs,
  );
  const own = { ...ports, catalogue: committedCatalogue(catalogue, blobs) };
  for (const version of [1, 2]) {
    addPolls();
    await expect(ingestByHand({ ...ports, catalogue: crashing })).rejects.toThrow('killed');
    expect((await catalogue.log.latest())?.version).toBe(version);
    // As in a workflow: it tries again with the log as it is now.
    if (version === 1) await ingestByHand(own).catch(() => ingestByHand(own));
    else await (await open()).catalogue.close();
    expect((await catalogue.log.latest())?.version).toBe(version + 1);
    expect((await catalogue.log.latest())?.pollsTotal).toBe(version + 1);
  }
  expect(await ingestByHand(own)).toEqual([]);
  await catalogue.close();
});

it('an older catalogue catches up', async () => {
  const { data, ports, addPolls, open } = await start();
  const old = path.join(data, 'old.db');
  await ports.catalogue.close();
  writeFileSync(old, readFileSync(path.join(data, 'catalogue.db')));
  addPolls();
  const later = await open();
  await ingestByHand(later);
  await later.catalogue.close();
  const { catalogueUrl } = placesIn(data);
  writeFileSync(catalogueUrl.slice('sqlite:'.length), readFileSync(old));
  const back = await open();
  expect(await back.catalogue.log.latest()).toMatchObject({ version: 2, pollsTotal: 2 });
  expect(await ingestByHand(back)).toEqual([]);
  await back.catalogue.close();
});

it('what a release without commits left or changed becomes a commit', async () => {
  const { data, ports, addPolls, open, commitFile } = await start();
  const { blobs, catalogue } = ports;
  await catalogue.close();
  for (const number of [2, 3]) {
    addPolls();
    const bare = await openCatalogue(placesIn(data).catalogueUrl);
    const earlier = { ...(await open()), catalogue: bare };
    await ingestByHand(earlier);
    await bare.close();
    await (await open()).catalogue.close();
    const { body } = JSON.parse(readFileSync(commitFile('log', number), 'utf8')).commit;
    expect(body.state.versions).toHaveLength(number);
    expect(body.state.segments).toHaveLength(number);
  }
  expect(await new CommitLog(blobs).next('log', null)).toMatchObject({ mark: { number: 1 } });
});

it('a change of a release without commits that comes between a commit and the catalogue is kept, and the commit is not', async () => {
  const { data, ports, addPolls, open } = await start();
  await ports.catalogue.close();
  const bare = await openCatalogue(placesIn(data).catalogueUrl);
  const own = { ...ports, catalogue: committedCatalogue(bare, ports.blobs) };
  const overtaken = committedCatalogue(
    {
      ...bare,
      log: {
        ...bare.log,
        commit: async (commit, write) => {
          // The real change, after the trial: the other release is faster.
          if (write && (await isTrial(write)) === false) await ingestByHand({ ...ports, catalogue: bare });
          return bare.log.commit(commit, write);
        },
      },
    },
    ports.blobs,
  );
  addPolls();
  await expect(ingestByHand({ ...ports, catalogue: overtaken })).rejects.toMatchObject({
    type: 'STORAGE_CONFLICT',
  });
  expect(await bare.log.latest()).toMatchObject({ version: 2, pollsTotal: 2 });
  expect(await ingestByHand(own)).toEqual([]);
  addPolls();
  await ingestByHand(own);
  expect(await bare.log.latest()).toMatchObject({ version: 3, pollsTotal: 3 });
  const rebuilt = await openCatalogue(`sqlite:${path.join(data, 'rebuilt.db')}`);
  await rebuildCatalogue(rebuilt, ports.blobs);
  expect(await rebuilt.commits.state('log')).toEqual(await bare.commits.state('log'));
  for (const each of [rebuilt, bare]) await each.close();
  await (await open()).catalogue.close();
});

/** Whether the change is only tried: then writing its commit takes it back. */
async function isTrial(write: WriteCommit): Promise<boolean> {
  return write(null).then(
    () => false,
    () => true,
  );
}

it('an older catalogue of a release without commits catches up, merges too', async () => {
  const { data, ports, addPolls, open } = await start();
  await ports.catalogue.close();
  const file = path.join(data, 'catalogue.db');
  addPolls();
  const bare = await openCatalogue(`sqlite:${file}`);
  await ingestByHand({ ...ports, catalogue: bare });
  await bare.close();
  rmSync(path.join(data, 'blobs/commits'), { recursive: true });
  const forget = (path: string) => new Database(path).exec('DELETE FROM commit_heads').close();
  forget(file);
  const old = readFileSync(file);
  const merging = await openCatalogue(`sqlite:${file}`);
  const removed = await merging.log.segments(2);
  const added = removed.map((segment) => ({ ...segment, rows: 1 }));
  await merging.log.compact({ maintenanceId: 'm', committedMicros: 9, removed, added });
  await merging.close();
  const upgraded = await open();
  const expected = await upgraded.catalogue.commits.state('log');
  await upgraded.catalogue.close();
  writeFileSync(file, old);
  const back = await open();
  expect(await back.catalogue.commits.state('log')).toEqual(expected);
  await back.catalogue.close();
});

it('several processes may open a catalogue of a release without commits at once', async () => {
  const { ports } = await start();
  await ports.catalogue.close();
  const url = await (await sharedPostgres()).newDatabase();
  const catalogues = await Promise.all(Array.from({ length: 5 }, () => openCatalogue(url)));
  await rebuildCatalogue(catalogues[0] ?? ports.catalogue, ports.blobs);
  // As a release without commits leaves it.

  const pool = new Pool({ connectionString: url });
  await pool.query('DELETE FROM commit_heads');
  await pool.end();
  rmSync(path.join(ports.blobs.location, 'commits'), { recursive: true });
  await Promise.all(catalogues.map((catalogue) => followAllCommits(catalogue, ports.blobs)));
  expect(await new CommitLog(ports.blobs).next('log', null)).toMatchObject({ mark: { number: 1 } });
  for (const catalogue of catalogues) await catalogue.close();
});

describe('a commit log that does not fit is refused', () => {
  it.each([
    [
      'a changed commit',
      (file: string) => writeFileSync(file, readFileSync(file, 'utf8').replace('"a', '"b')),
    ],
    ['a lost last commit', (file: string) => rmSync(file)],
    ['half a commit', (file: string) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, 100))],
  ])('%s', async (_name, harm) => {
    const { data, ports, commitFile } = await start();
    await ports.catalogue.close();
    harm(commitFile('log', 1));
    await expect(openPorts(placesIn(data))).rejects.toMatchObject({
      code: 'STORAGE_DAMAGED',
      message: expect.stringContaining('commits/log/000000000001.json'),
    });
  });

  it('a commit of a newer release', async () => {
    const { data, ports, commitFile } = await start();
    await ports.catalogue.close();
    const file = commitFile('log', 2);
    const text = readFileSync(commitFile('log', 1), 'utf8').replace('"format":1', '"format":2');
    const commit = text.slice('{"commit":'.length, text.lastIndexOf(',"sha256":"'));
    const sha256 = createHash('sha256').update(commit).digest('hex');
    writeFileSync(file, `{"commit":${commit},"sha256":"${sha256}"}\n`);
    await expect(openPorts(placesIn(data))).rejects.toMatchObject({
      code: 'SETUP',
      message: expect.stringContaining('newer Loopwatch'),
    });
  });
});

it('of many writers each commits once, in one chain', async () => {
  const { ports } = await start();
  const [file] = (await ports.catalogue.files.all()).filter(({ kind }) => kind === 'polls');
  const [ingestion] = await ports.catalogue.ingestions.page(null, 1);
  const [outcome] = await ports.catalogue.ingestions.outcomes(ingestion?.id ?? '');
  await ports.catalogue.close();
  if (!file || !outcome) throw new Error('Nothing was ingested');
  // PostgreSQL, because several catalogues of SQLite in one thread wait for each other.
  const url = await (await sharedPostgres()).newDatabase();
  const catalogues = await Promise.all(Array.from({ length: 5 }, () => openCatalogue(url)));
  await rebuildCatalogue(catalogues[0] ?? ports.catalogue, ports.blobs);
  const base = { committedMicros: 1, storesKey: 'stores/x', storeCount: 1, segments: [] } as const;
  const commitOnce = async ({ log }: Catalogue, ingestionId: string) => {
    for (;;) {
      const expectedVersion = (await log.latest())?.version ?? 0;
      const facts = { ingestionId, expectedVersion, file, expectedRevision: null, outcome };
      const done = await log.commit({ ...base, ...facts }).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'STORAGE_CONFLICT' });
        return null;
      });
      if (done !== null) return done;
    }
  };
  const writers = catalogues.map((catalogue) => committedCatalogue(catalogue, ports.blobs));
  const versions = await Promise.all(
    writers.flatMap((writer, i) => ['x', 'y'].map((each) => commitOnce(writer, `${each}-${i}`))),
  );
  expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, i) => i + 2));
  const commits = new CommitLog(ports.blobs);
  let head = null;
  for (let number = 1; number <= 11; number++) {
    const commit = await commits.next('log', head);
    expect(commit?.mark.number).toBe(number);
    head = commit?.mark ?? null;
  }
  expect(await commits.next('log', head)).toBeNull();
  for (const catalogue of catalogues) await catalogue.close();
});
