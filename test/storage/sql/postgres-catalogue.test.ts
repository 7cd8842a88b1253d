import { inspect } from 'node:util';
import { Client } from 'pg';
import type { FileOutcome } from '../../../src/contract/inputs';
import type { Catalogue } from '../../../src/storage/catalogue/catalogue';
import type { NewFileState } from '../../../src/storage/catalogue/file-catalogue';
import type { LogCommit } from '../../../src/storage/catalogue/log-catalogue';
import { hasCatalogue, openCatalogue } from '../../../src/storage/sql/open-catalogue';
import { startPostgres, type TestPostgres } from '../../support/postgres';

const MAX_CHECKS = 10_000;
/** Two per connection of the pool. */
const MAX_ATTEMPTS = 20;
const PASSWORD = 'hunter2';
const LOGIN = `u:${PASSWORD}`;
const KEY = { sourceId: 's', fileId: 'f', name: 'f.csv' };

const OUTCOME: FileOutcome = {
  ...KEY,
  ...{ state: 'accepted', kind: 'polls', rowsIn: 1, accepted: 1, duplicates: 0, disagreements: 0 },
  ...{ quarantined: 0, reasons: {}, quarantineKey: null, message: null },
};

function fileState(quarantined: number): NewFileState {
  return {
    ...KEY,
    ...{ kind: 'polls', fingerprint: '1', mark: null, rowsKey: null, state: 'read', message: null },
    ...{ quarantined, reading: null, updatedMicros: 1 },
  };
}

function commit(expectedVersion: number, quarantined: number): LogCommit {
  return {
    ...{
      ingestionId: `i-${expectedVersion}`,
      expectedVersion,
      committedMicros: 1,
      storesKey: 'k',
      storeCount: 1,
      segments: [],
    },
    ...{ file: fileState(quarantined), expectedRevision: null, outcome: OUTCOME },
  };
}

let postgres: TestPostgres;
let url: string;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  url = await postgres.newDatabase();
});

async function withCatalogue(use: (catalogue: Catalogue) => Promise<void>): Promise<void> {
  const catalogue = await openCatalogue(url);
  try {
    await use(catalogue);
  } finally {
    await catalogue.close();
  }
}

function changed(over: { user?: string; password?: string; port?: number; database?: string }): string {
  const { user, password = PASSWORD, port, database } = over;
  const changing = new URL(url);
  if (user) changing.username = user;
  changing.password = password;
  if (port) changing.port = String(port);
  if (database) changing.pathname = `/${database}`;
  return changing.href;
}

describe('a refused connection explains what to do and shows no password', () => {
  const right = () => decodeURIComponent(new URL(url).password);

  it.each([
    ['a wrong password', () => changed({}), 'SETUP', /password authentication failed.*LOOPWATCH_CATALOGUE/s],
    ['an unknown database', () => changed({ database: 'nowhere', password: right() }), 'SETUP', /"nowhere"/],
    [
      'a server that is not there',
      () => changed({ port: 1 }),
      'UNAVAILABLE',
      /127\.0\.0\.1:1\/.*ECONNREFUSED/,
    ],
    [
      'a host that is not there',
      () => `postgres://${LOGIN}@nowhere.invalid/d`,
      'UNAVAILABLE',
      /nowhere\.invalid/,
    ],
    ['TLS on a server without TLS', () => `${url}?sslmode=verify-full`, 'SETUP', /SSL/],
    ['no password', () => url.replace(/:[^:@]+@/, '@'), 'SETUP', /refuses Loopwatch/],
    ['a password with a slash', () => `postgres://u:1/${PASSWORD}@h/d`, 'SETUP', /percent-encoded/],
    ['another scheme', () => `mysql://${LOGIN}@h/d`, 'SETUP', /must be sqlite:FILE or postgres/],
  ])('%s', async (_what, urlOf, code, words) => {
    for (const use of [openCatalogue, hasCatalogue]) {
      const error: unknown = await use(urlOf()).then(
        () => 'opened',
        (reason) => reason,
      );
      expect(error).toMatchObject({ code });
      const told = inspect(error, { depth: 9 });
      expect(told).toMatch(words);
      for (const secret of [PASSWORD, new URL(url).password, right()]) expect(told).not.toContain(secret);
    }
  });

  it('a user without permission to create tables', async () => {
    await postgres.query(`create role weak login password '${PASSWORD}'`);
    await expect(openCatalogue(changed({ user: 'weak' }))).rejects.toMatchObject({
      code: 'SETUP',
      message: expect.stringContaining('permission denied'),
    });
  });

  it('the location has no password', async () => {
    await withCatalogue(async ({ location }) => {
      const { username, host, pathname } = new URL(url);
      expect(location).toBe(`postgres://${username}@${host}${pathname}`);
    });
  });
});

it('tells whether a catalogue exists without creating one', async () => {
  expect(await hasCatalogue(url)).toBe(false);
  expect(await postgres.query("select 1 from pg_tables where schemaname = 'public'", url)).toEqual([]);
  await withCatalogue(async () => expect(await hasCatalogue(url)).toBe(true));
});

it('refuses a number that JavaScript cannot hold', async () => {
  await withCatalogue(async ({ log }) => {
    await log.commit(commit(0, 0));
    await postgres.query('update log_versions set rows_in_total = 9007199254740993', url);
    await expect(log.latest()).rejects.toMatchObject({ code: 'STORAGE_DAMAGED' });
  });
});

it('refuses a catalogue of a later release', async () => {
  await withCatalogue(async () => undefined);
  await postgres.query("insert into kysely_migration values ('9999-later', '2999-01-01')", url);
  await expect(openCatalogue(url)).rejects.toMatchObject({ code: 'SETUP' });
});

describe('while another transaction holds an uncommitted change', () => {
  const SAVE =
    "update source_files set quarantined = 9, state = 'read', fingerprint = 'new' where file_id = 'f'";

  /** Commits the change once `use` waits for it. */
  async function besideOther<T>(change: string, use: () => Promise<T>): Promise<PromiseSettledResult<T>> {
    const other = new Client({ connectionString: url });
    await other.connect();
    await other.query('begin');
    await other.query(change);
    let isSettled = false;
    const settled = Promise.allSettled([
      use().finally(() => {
        isSettled = true;
      }),
    ]);
    for (let look = 0; !isSettled && !(await isSomeoneWaiting()); look++)
      if (look > MAX_CHECKS) throw new Error('no transaction waits for the other');
    await other.query('commit');
    await other.end();
    return (await settled)[0];
  }

  async function isSomeoneWaiting(): Promise<boolean> {
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    return (await postgres.query(waiting, url)).length > 0;
  }

  const CONFLICT = { status: 'rejected', reason: { code: 'STORAGE_CONFLICT' } };

  it('computes no total of the log from the old state of a file', async () => {
    await withCatalogue(async ({ log, files }) => {
      await log.commit(commit(0, 5));
      expect(await besideOther(SAVE, () => log.commit(commit(1, 2)))).toMatchObject(CONFLICT);
      expect((await log.latest())?.version).toBe(1);
      expect((await files.get('s', 'f'))?.quarantined).toBe(9);
    });
  });

  it('creates no version of the log twice', async () => {
    await withCatalogue(async ({ log }) => {
      await log.commit(commit(0, 5));
      const append =
        'insert into log_versions select 2, ' +
        '1, ingestion_id, source_id, file_id, stores_key, store_count, newest_at, 7, rows_in_total, duplicates_total, disagreements_total, quarantined_total from log_versions';
      expect(await besideOther(append, () => log.commit(commit(1, 2)))).toMatchObject(CONFLICT);
      expect(await log.latest()).toMatchObject({ version: 2, pollsTotal: 7 });
    });
  });

  it('does not mark a file that was just read as gone', async () => {
    await withCatalogue(async ({ files }) => {
      await files.save(fileState(1), 'i', OUTCOME, null);
      expect(await besideOther(SAVE, () => files.markGone('s', []))).toMatchObject(CONFLICT);
      expect(await files.get('s', 'f')).toMatchObject({ state: 'read', fingerprint: 'new' });
    });
  });

  it('accepts no version twice', async () => {
    await withCatalogue(async ({ inputs }) => {
      const next = {
        kind: 'hours',
        key: 'k',
        rows: 1,
        stores: 1,
        quarantined: 0,
        state: 'held',
        reason: 'x',
        notes: null,
      } as const;
      const expected = { newest: 0, inUse: 0 };
      await inputs.commit({ expected, committedMicros: 1, next, files: [], outcomes: null });
      const accept = "update input_versions set state = 'used'";
      expect(await besideOther(accept, () => inputs.accept('hours'))).toEqual({
        status: 'fulfilled',
        value: null,
      });
    });
  });
});

describe('a lost connection', () => {
  const END_ALL = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;

  /** The process notices a lost connection a moment later; until then a query may use it. */
  async function onceThere<T>(use: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await use();
      } catch (error) {
        expect(error).toMatchObject({ code: 'UNAVAILABLE' });
        if (attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  it('is replaced when it was idle', async () => {
    await withCatalogue(async ({ log }) => {
      await Promise.all([log.latest(), log.latest(), log.latest()]);
      expect((await postgres.query(END_ALL, url)).length).toBeGreaterThan(0);
      expect(await onceThere(() => log.latest())).toBeNull();
    });
  });

  it('during commits, loses and doubles no confirmed commit', async () => {
    await withCatalogue(async ({ log }) => {
      let isOver = false;
      const ending = (async () => {
        for (let round = 0; round < 10; round++) await postgres.query(END_ALL, url);
        isOver = true;
      })();
      const done: number[] = [];
      while (!isOver) {
        try {
          done.push(await log.commit(commit((await log.latest())?.version ?? 0, 0)));
        } catch (error) {
          expect(error).toMatchObject({ code: 'UNAVAILABLE' });
        }
      }
      await ending;
      expect(new Set(done).size).toBe(done.length);
      const latest = await onceThere(() => log.latest());
      expect(latest?.version ?? 0).toBeGreaterThanOrEqual(done.at(-1) ?? 0);
      expect(latest?.pollsTotal ?? 0).toBe(latest?.version ?? 0);
    });
  });

  it('is UNAVAILABLE while the server restarts', async () => {
    await withCatalogue(async ({ log }) => {
      await log.commit(commit(0, 0));
      await postgres.restart(async () => {
        await expect(log.latest()).rejects.toMatchObject({
          code: 'UNAVAILABLE',
          message: expect.not.stringContaining('127.0.0.1'),
        });
        await expect(log.commit(commit(1, 0))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
        await expect(openCatalogue(url)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      });
      expect(await log.commit(commit(1, 0))).toBe(2);
    });
  });
});
