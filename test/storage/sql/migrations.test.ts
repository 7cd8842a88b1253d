import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { ALL_BUCKETS } from '../../../src/contract/buckets';
import { migrate } from '../../../src/storage/sql/migrations/migrate';
import { openCatalogue } from '../../../src/storage/sql/open-catalogue';
import type { Tables } from '../../../src/storage/sql/schema';
import { openSqliteCatalogue } from '../../../src/storage/sql/sqlite/sqlite-catalogue';
import { translateSqliteError } from '../../../src/storage/sql/sqlite/sqlite-errors';
import { CATALOGUE_KINDS, type CataloguesUnderTest } from '../../support/catalogues';
import { tempFolder } from '../../support/temp-folder';

const folder = tempFolder();

/** Creates a catalogue in the state after a migration. @returns its file */
async function olderCatalogue(last: string, fill: (database: Database.Database) => void): Promise<string> {
  const file = path.join(folder, `${last}.db`);
  const database = new Database(file);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  await migrate(db, { location: file, translate: translateSqliteError, last });
  fill(database);
  await db.destroy();
  return file;
}

describe('a catalogue of an earlier release', () => {
  it('gets the method of each report from its options', async () => {
    const file = await olderCatalogue('2026-11-26-webhooks', (database) => {
      const insert = database.prepare(
        "insert into reports (id, requested_at, options_json, state) values (?, 1, ?, 'Running')",
      );
      for (const method of ['count', 'interpolate']) insert.run(method, optionsOf(method));
    });
    const catalogue = await openSqliteCatalogue(file);
    for (const method of ['count', 'interpolate'] as const) {
      const found = await catalogue.reports.page(null, 9, { method });
      expect(found.map(({ id }) => id)).toEqual([method]);
    }
    await catalogue.close();
  });

  it('keeps its segments, each for all stores, and its last growth of the log', async () => {
    const file = await olderCatalogue('2026-11-27-report-filters', (database) => {
      for (const version of [1, 2, 3])
        database.exec(
          `insert into log_versions values (${version}, ${version * 10}, 'i', 's', 'f', 'k', 1, 1, 1, 1, 0, 0, 0)`,
        );
      database.exec(
        "insert into segments values (1, 'one', 5, 0, 10, 20, 100), (2, 'two', 3, 2, 10, 20, 100), (3, 'three', 2, 2, 10, 20, 100)",
      );
    });
    const catalogue = await openSqliteCatalogue(file);
    expect(await catalogue.log.segments(2)).toEqual([
      {
        addedVersion: 1,
        part: 0,
        precedence: 1,
        key: 'one',
        rows: 5,
        corrections: 0,
        span: { fromMicros: 10, toMicros: 20 },
        buckets: ALL_BUCKETS,
        sizeBytes: 100,
      },
      {
        addedVersion: 2,
        part: 0,
        precedence: 2,
        key: 'two',
        rows: 3,
        corrections: 2,
        span: { fromMicros: 10, toMicros: 20 },
        buckets: ALL_BUCKETS,
        sizeBytes: 100,
      },
    ]);
    expect(await catalogue.log.lastGrowth()).toEqual({ version: 2, committedMicros: 20 });
    await catalogue.close();
  });
});

describe.each(CATALOGUE_KINDS)('a catalogue of a later release in %s', (_kind, start) => {
  let catalogues: CataloguesUnderTest;

  beforeAll(async () => {
    catalogues = await start();
  });
  afterAll(() => catalogues.stop());

  it('is refused in words, without its password, and left as it is', async () => {
    const url = await catalogues.newUrl();
    const made = await openCatalogue(url);
    const { location } = made;
    const id = await made.identity();
    await made.close();
    await catalogues.execute(url, "insert into kysely_migration values ('9999-01-01-later', '9999-01-01')");
    for (let time = 0; time < 2; time++) {
      await expect(openCatalogue(url)).rejects.toMatchObject({
        code: 'SETUP',
        message: `The catalogue ${location} was made by a newer Loopwatch than this one`,
        remedy: expect.stringMatching(/^Use that version or a newer one, or restore the backup from before/),
      });
    }
    await catalogues.execute(url, "delete from kysely_migration where name = '9999-01-01-later'");
    const again = await openCatalogue(url);
    expect(await again.identity()).toBe(id);
    await again.close();
  });
});

describe.each(CATALOGUE_KINDS)('an upgraded catalogue in %s', (_kind, start) => {
  let catalogues: CataloguesUnderTest;

  beforeAll(async () => {
    catalogues = await start();
  });
  afterAll(() => catalogues.stop());

  // The statements of 0.3.0.
  it.each([
    `insert into log_versions (version, committed_at, ingestion_id, source_id, file_id, stores_key, store_count, newest_at,
       new_polls, polls_total, rows_in_total, duplicates_total, disagreements_total, quarantined_total)
       values (1, 1, 'i', 's', 'f', 'k', 1, 1, 1, 1, 1, 0, 0, 0)`,
    `insert into input_versions (kind, version, key, rows, stores, quarantined, state, reason, created_at)
       values ('hours', 1, 'k', 1, 1, 0, 'used', null, 1)`,
    "update input_versions set state = 'used', reason = null where kind = 'hours' and state = 'held'",
  ])('refuses a version of a process of an earlier release that still runs', async (statement) => {
    const url = await catalogues.newUrl();
    await (await openCatalogue(url)).close();
    await expect(catalogues.execute(url, statement)).rejects.toMatchObject({
      message: expect.stringMatching(/column/),
    });
  });
});

function optionsOf(method: string): string {
  return JSON.stringify({
    asOfMicros: null,
    method,
    holdSeconds: 7_200,
    storeIds: null,
    formats: ['csv'],
    extended: false,
    fullTable: false,
  });
}
