import { ALL_BUCKETS } from '../../../src/contract/buckets';
import type { FileOutcome, VersionNotes } from '../../../src/contract/inputs';
import { bucketRange } from '../../../src/domain/log/buckets';
import type { ApiKey, Session } from '../../../src/storage/catalogue/access-catalogue';
import type { Catalogue } from '../../../src/storage/catalogue/catalogue';
import type { NewFileState } from '../../../src/storage/catalogue/file-catalogue';
import type { Ingestion, QuarantineQuery } from '../../../src/storage/catalogue/ingestion-catalogue';
import type { LogCommit, Segment } from '../../../src/storage/catalogue/log-catalogue';
import type {
  ReportFilter,
  ReportRecord,
  SharingQuestion,
} from '../../../src/storage/catalogue/report-catalogue';
import type { Webhook } from '../../../src/storage/catalogue/webhook-catalogue';
import { openCatalogue } from '../../../src/storage/sql/open-catalogue';
import { CATALOGUE_KINDS, type CataloguesUnderTest } from '../../support/catalogues';

const PINS = {
  asOfMicros: 9,
  method: 'interpolate',
  methodVersion: 1,
  holdSeconds: 7_200,
  logVersion: 1,
  hoursVersion: 0,
  timezonesVersion: 0,
  tzdbVersion: '2024a',
} as const;

const OPTIONS = {
  asOfMicros: null,
  method: 'interpolate',
  holdSeconds: 7_200,
  storeIds: null,
  formats: ['csv'],
  extended: false,
  fullTable: false,
} as const;

function outcome(over: Partial<FileOutcome> = {}): FileOutcome {
  return {
    sourceId: 'folder:/polls',
    fileId: 'polls.csv',
    name: 'polls.csv',
    state: 'accepted',
    kind: 'polls',
    rowsIn: 10,
    accepted: 7,
    duplicates: 2,
    disagreements: 1,
    quarantined: 1,
    reasons: { 'store_id is missing': 1 },
    quarantineKey: 'quarantine/a.jsonl',
    message: null,
    ...over,
  };
}

function fileState(over: Partial<NewFileState> = {}): NewFileState {
  return {
    sourceId: 'folder:/polls',
    fileId: 'polls.csv',
    name: 'polls.csv',
    kind: 'polls',
    fingerprint: '1-2-3',
    mark: { bytes: 10, sha256: 'ab', resumeBytes: 9, resumeLines: 2 },
    rowsKey: null,
    state: 'read',
    message: null,
    quarantined: 1,
    reading: null,
    updatedMicros: 1,
    ...over,
  };
}

const NOTES: VersionNotes = {
  ingestionId: 'i',
  recipe: 'abc',
  files: [
    {
      ...{ sourceId: 's', name: 'hours.csv', rowsIn: 4, rows: 3, quarantined: 1 },
      ...{ reasons: { 'day is none of 0 to 6': 1 }, rowsOfUnknownStores: 0 },
    },
  ],
  rejected: [{ sourceId: 's', name: 'odd.csv', message: 'odd.csv: it is empty' }],
  removed: ['old.csv'],
  conflicts: [{ holds: 'b.csv', other: 'a.csv', stores: 2, example: '7' }],
  stores: { given: 3, keptLost: 1, keptUnreadable: 1, unreadable: 0 },
  rowsOfUnknownStores: 0,
};

function segment(number: number, over: Partial<Segment> = {}): Segment {
  return {
    key: `segments/${number}.parquet`,
    rows: 7,
    corrections: 0,
    span: { fromMicros: number * 100, toMicros: number * 100 + 50 },
    buckets: ALL_BUCKETS,
    sizeBytes: 99,
    ...over,
  };
}

function commit(expectedVersion: number, over: Partial<LogCommit> = {}): LogCommit {
  return {
    ingestionId: `ingestion-${expectedVersion}`,
    expectedVersion,
    committedMicros: 5,
    storesKey: `stores/${expectedVersion}.parquet`,
    storeCount: 3,
    segments: [segment(expectedVersion)],
    file: fileState(),
    expectedRevision: null,
    outcome: outcome(),
    ...over,
  };
}

function webhook(over: Partial<Webhook> = {}): Webhook {
  return {
    id: 'w',
    url: 'https://receiver.example/hook',
    events: ['report.completed', 'report.failed'],
    secret: 'whsec_AAAA',
    previous: null,
    createdMicros: 1,
    disabled: null,
    ...over,
  };
}

/** The contract of every catalogue. */
describe.each(CATALOGUE_KINDS)('the catalogue in %s', (_name, start) => {
  let catalogues: CataloguesUnderTest;
  let catalogue: Catalogue;
  let url: string;

  beforeAll(async () => {
    catalogues = await start();
  });
  afterAll(() => catalogues.stop());
  beforeEach(async () => {
    url = await catalogues.newUrl();
    catalogue = await openCatalogue(url);
  });
  afterEach(() => catalogue.close());

  it('starts empty', async () => {
    expect(await catalogue.log.latest()).toBeNull();
    expect(await catalogue.log.lastGrowth()).toBeNull();
    expect(await catalogue.ingestions.page(null, 10)).toEqual([]);
    expect(await catalogue.ingestions.get('i')).toBeNull();
    expect(await catalogue.ingestions.lastFinished()).toBeNull();
    expect(await catalogue.ingestions.quarantined({ ingestionId: null, after: null, limit: 9 })).toEqual([]);
    expect(await catalogue.log.segments(1)).toEqual([]);
    expect(await catalogue.inputs.current('hours')).toBeNull();
    expect(await catalogue.files.all()).toEqual([]);
    expect(await catalogue.reports.page(null, 10)).toEqual([]);
    expect(await catalogue.webhooks.all()).toEqual([]);
  });

  it('appends version after version, with running totals', async () => {
    expect(await catalogue.log.commit(commit(0))).toBe(1);
    expect(await catalogue.log.commit(commit(1, { segments: [], outcome: outcome({ accepted: 0 }) }))).toBe(
      2,
    );
    expect(await catalogue.log.latest()).toMatchObject({
      version: 2,
      pollsTotal: 7,
      rowsInTotal: 20,
      duplicatesTotal: 4,
      disagreementsTotal: 2,
      newestMicros: 50,
    });
    expect(await catalogue.log.at(1)).toMatchObject({ version: 1, pollsTotal: 7, rowsInTotal: 10 });
  });

  it('knows the last version that added a new poll', async () => {
    await catalogue.log.commit(commit(0, { segments: [], committedMicros: 1 }));
    expect(await catalogue.log.lastGrowth()).toBeNull();
    await catalogue.log.commit(commit(1, { committedMicros: 2 }));
    await catalogue.log.commit(commit(2, { segments: [segment(2, { corrections: 6 })], committedMicros: 3 }));
    await catalogue.log.commit(commit(3, { segments: [segment(3, { corrections: 7 })], committedMicros: 4 }));
    await catalogue.log.commit(commit(4, { segments: [], committedMicros: 5 }));
    expect(await catalogue.log.lastGrowth()).toEqual({ version: 3, committedMicros: 3 });
    expect((await catalogue.log.latest())?.version).toBe(5);
  });

  it('counts the quarantined rows of the last reading of each file only', async () => {
    await catalogue.log.commit(commit(0, { file: fileState({ quarantined: 5 }) }));
    await catalogue.log.commit(commit(1, { file: fileState({ quarantined: 2 }) }));
    await catalogue.log.commit(commit(2, { file: fileState({ fileId: 'other.csv', quarantined: 4 }) }));
    expect((await catalogue.log.latest())?.quarantinedTotal).toBe(6);
  });

  it('refuses a commit against an older version and writes nothing', async () => {
    await catalogue.log.commit(commit(0));
    const late = commit(0, { ingestionId: 'late', outcome: outcome({ name: 'late' }) });
    await expect(catalogue.log.commit(late)).rejects.toMatchObject({ code: 'STORAGE_CONFLICT' });
    expect((await catalogue.log.latest())?.version).toBe(1);
    expect(await catalogue.ingestions.outcomes('late')).toEqual([]);
  });

  it('commits a file once per ingestion, even if a second attempt commits later', async () => {
    const first = commit(0);
    expect(await catalogue.log.commit(first)).toBe(1);
    const late = { ...first, expectedVersion: 1, outcome: outcome({ accepted: 0, duplicates: 9 }) };
    await expect(catalogue.log.commit(late)).rejects.toMatchObject({ code: 'STORAGE_CONFLICT' });
    expect(await catalogue.log.latest()).toMatchObject({ version: 1, pollsTotal: 7, rowsInTotal: 10 });
    const { sourceId, fileId } = first.file;
    expect(await catalogue.ingestions.outcome(first.ingestionId, sourceId, fileId)).toEqual(first.outcome);
    const other = fileState({ fileId: 'other.csv' });
    expect(
      await catalogue.log.commit({ ...late, file: other, outcome: outcome({ fileId: 'other.csv' }) }),
    ).toBe(2);
  });

  it('lets one of two concurrent commits win', async () => {
    const results = await Promise.allSettled([
      catalogue.log.commit(commit(0)),
      catalogue.log.commit(commit(0)),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await catalogue.log.segments(9)).length).toBe(1);
  });

  it('returns the segments of a version and a span, in the order of the log', async () => {
    for (const version of [0, 1, 2]) await catalogue.log.commit(commit(version));
    const keys = async (version: number, fromMicros: number, toMicros: number) =>
      (await catalogue.log.segments(version, { span: { fromMicros, toMicros } })).map(
        (segment) => segment.key,
      );
    expect(await keys(3, 0, 1_000)).toEqual([
      'segments/0.parquet',
      'segments/1.parquet',
      'segments/2.parquet',
    ]);
    expect(await keys(2, 0, 1_000)).toEqual(['segments/0.parquet', 'segments/1.parquet']);
    expect(await keys(3, 150, 200)).toEqual(['segments/1.parquet', 'segments/2.parquet']);
    expect(await keys(3, 151, 199)).toEqual([]);
  });

  it('returns the segments that may hold polls of some buckets', async () => {
    const parts = [0, 1].map((part) => segment(part, { buckets: bucketRange(part, 2) }));
    await catalogue.log.commit(commit(0, { segments: parts }));
    const keys = async (from: number, to: number) =>
      (await catalogue.log.segments(1, { buckets: { from, to } })).map(({ key }) => key);
    expect(await catalogue.log.segments(1)).toMatchObject(parts);
    expect(await keys(0, 128)).toEqual(['segments/0.parquet']);
    expect(await keys(127, 129)).toEqual(['segments/0.parquet', 'segments/1.parquet']);
    expect(await keys(128, 256)).toEqual(['segments/1.parquet']);
  });

  it('replaces segments by others for later versions', async () => {
    const spans = [10, 20, 30].map((at) => ({ fromMicros: at, toMicros: at + 15 }));
    for (const [version, span] of spans.entries())
      await catalogue.log.commit(commit(version, { segments: [segment(version, { span })] }));
    const [before, grown] = [await catalogue.log.latest(), await catalogue.log.lastGrowth()];
    const compact = (removed: readonly number[], added: readonly Segment[]) =>
      catalogue.log.compact({
        maintenanceId: 'm',
        committedMicros: 9,
        removed: removed.map((addedVersion) => ({ addedVersion, part: 0 })),
        added,
      });
    const keys = async (version: number) =>
      (await catalogue.log.segments(version)).map(({ key, precedence }) => [key, precedence]);
    // The second has a precedence between them, and overlaps both.
    await expect(compact([1, 3], [segment(9)])).rejects.toMatchObject({ code: 'STORAGE_CONFLICT' });
    const lossy = compact([1, 2], [segment(8), segment(9, { rows: 6 })]);
    await expect(lossy).rejects.toMatchObject({ code: 'STORAGE_DAMAGED' });
    await compact([1, 2], [segment(8), segment(9)]);
    expect(await catalogue.log.latest()).toEqual({ ...before, version: 4 });
    expect(await catalogue.log.lastGrowth()).toEqual(grown);
    await expect(compact([2, 3], [segment(9)])).rejects.toMatchObject({ code: 'STORAGE_CONFLICT' });
    await expect(catalogue.log.commit(commit(3))).rejects.toMatchObject({ code: 'STORAGE_CONFLICT' });
    expect(await catalogue.log.commit(commit(4))).toBe(5);
    expect(await keys(3)).toEqual([0, 1, 2].map((each) => [`segments/${each}.parquet`, each + 1]));
    expect(await keys(5)).toEqual([
      ['segments/8.parquet', 2],
      ['segments/9.parquet', 2],
      ['segments/2.parquet', 3],
      ['segments/4.parquet', 5],
    ]);
    await compact([3], []);
    expect((await catalogue.log.latest())?.version).toBe(6);
    expect((await keys(6)).map(([key]) => key)).not.toContain('segments/2.parquet');
  });

  it('accepts as many segments as a long log has days and partitions', async () => {
    const many = Array.from({ length: 6_000 }, (_, part) => segment(part));
    await catalogue.log.commit(commit(0, { segments: many }));
    const removed = many.map((_, part) => ({ addedVersion: 1, part }));
    await catalogue.log.compact({ maintenanceId: 'm', committedMicros: 9, removed, added: many });
    for (const version of [1, 2]) expect(await catalogue.log.segments(version)).toMatchObject(many);
  });

  it('remembers that a removed report existed', async () => {
    const { reports, retention } = catalogue;
    for (const [id, finishedMicros] of [
      ['old', 10],
      ['new', 20],
    ] as const)
      await reports.save(record(id, { state: 'Completed', finishedMicros }));
    await reports.save(record('running', { state: 'Running', finishedMicros: null }));
    const forget = (nowMicros: number) =>
      retention.forgetReports({ endedBeforeMicros: 20, limit: 9, nowMicros });
    expect(await forget(30)).toEqual(['old']);
    expect(await forget(30)).toEqual([]);
    expect(await reports.get('old')).toBeNull();
    const removed = async () => Promise.all(['old', 'new', 'running'].map((id) => reports.wasRemoved(id)));
    expect(await removed()).toEqual([true, false, false]);
    await forget(30 + 366 * 86_400e6);
    expect(await removed()).toEqual([false, false, false]);
  });

  it('creates versions one after the other, and holds one until it is accepted', async () => {
    const version = {
      kind: 'hours',
      key: 'hours/a',
      rows: 9,
      stores: 3,
      quarantined: 0,
      state: 'used',
      reason: null,
      notes: NOTES,
    } as const;
    const based = (newest: number, inUse: number) => ({
      expected: { newest, inUse },
      committedMicros: 1,
      files: [],
      outcomes: null,
    });
    await catalogue.inputs.commit({ ...based(0, 0), next: version });
    expect(await catalogue.inputs.current('hours')).toEqual({ ...version, version: 1 });
    await expect(
      catalogue.inputs.commit({ ...based(0, 0), next: { ...version, key: 'hours/late' } }),
    ).rejects.toMatchObject({ code: 'STORAGE_CONFLICT' });
    const changed = [outcome({ state: 'held', kind: 'hours' })];
    await catalogue.inputs.commit({
      ...based(1, 1),
      next: { ...version, key: 'hours/b', state: 'held', reason: 'it is empty' },
      outcomes: { ingestionId: 'i', changed },
    });
    expect(await catalogue.ingestions.outcomes('i')).toEqual(changed);
    expect(await catalogue.inputs.current('hours')).toMatchObject({ version: 1, key: 'hours/a' });
    expect(await catalogue.inputs.newest('hours')).toMatchObject({
      version: 2,
      state: 'held',
      reason: 'it is empty',
    });
    expect(await catalogue.inputs.accept('timezones')).toBeNull();
    expect(await catalogue.inputs.accept('hours')).toMatchObject({ version: 2, state: 'used' });
    expect(await catalogue.inputs.accept('hours')).toBeNull();
    expect(await catalogue.inputs.current('hours')).toMatchObject({ version: 2, key: 'hours/b' });
    // Whoever made a version while 1 was in use has to make it again.
    await expect(
      catalogue.inputs.commit({ ...based(2, 1), next: { ...version, key: 'hours/c' } }),
    ).rejects.toMatchObject({ code: 'STORAGE_CONFLICT' });
    expect(await catalogue.inputs.at('hours', 1)).toMatchObject({ key: 'hours/a' });
  });

  it('records files and marks the ones that are gone', async () => {
    await catalogue.files.save(fileState(), 'i', outcome(), null);
    await catalogue.files.save(
      fileState({ fileId: 'b.csv', name: 'b.csv' }),
      'i',
      outcome({ fileId: 'b.csv' }),
      null,
    );
    await catalogue.files.markGone('folder:/polls', ['b.csv']);
    expect(await catalogue.files.get('folder:/polls', 'polls.csv')).toMatchObject({
      state: 'gone',
      fingerprint: '',
    });
    const kept = { ...fileState({ fileId: 'b.csv', name: 'b.csv' }), revision: 1 };
    expect(await catalogue.files.get('folder:/polls', 'b.csv')).toEqual(kept);
    expect((await catalogue.files.get('folder:/polls', 'polls.csv'))?.revision).toBe(2);
    expect(await catalogue.files.get('folder:/other', 'b.csv')).toBeNull();
  });

  it('saves no state of a file that follows an older one than the last', async () => {
    const superseded = { code: 'SUPERSEDED', message: expect.stringContaining('polls.csv') };
    const save = (revision: number | null) => catalogue.files.save(fileState(), 'i', outcome(), revision);
    await expect(save(1)).rejects.toMatchObject(superseded);
    await save(0);
    await expect(save(0)).rejects.toMatchObject(superseded);
    await save(1);
    await save(null);
    const late = catalogue.log.commit(commit(0, { expectedRevision: 2 }));
    await expect(late).rejects.toMatchObject(superseded);
    expect(await catalogue.log.latest()).toBeNull();
    expect(await catalogue.log.commit(commit(0, { expectedRevision: 3 }))).toBe(1);
  });

  it('records an ingestion once, even when called again', async () => {
    const running = {
      id: 'i',
      workflowId: 'ingest-now',
      trigger: 'cli',
      state: 'Running',
      startedMicros: 10,
      finishedMicros: null,
      summary: null,
      message: null,
    } as const;
    await catalogue.ingestions.start(running);
    await catalogue.ingestions.start({ ...running, startedMicros: 11 });
    await catalogue.ingestions.finish({
      ...running,
      startedMicros: 99,
      state: 'Completed',
      finishedMicros: 20,
      message: 'Done.',
    });
    expect(await catalogue.ingestions.page(null, 5)).toEqual([
      { ...running, state: 'Completed', finishedMicros: 20, message: 'Done.' },
    ]);
  });

  it('pages through ingestions, newest first, without gaps or repeats', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    for (const [index, id] of ids.entries())
      await catalogue.ingestions.start(ingestion(id, { startedMicros: Math.floor(index / 2) }));
    const seen: string[] = [];
    let after: Ingestion | null = null;
    for (;;) {
      const page: readonly Ingestion[] = await catalogue.ingestions.page(after, 2);
      seen.push(...page.map(({ id }) => id));
      after = page.at(-1) ?? null;
      if (page.length < 2) break;
    }
    expect(seen).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(await catalogue.ingestions.get('b')).toEqual(ingestion('b', { startedMicros: 0 }));
  });

  it('knows the ingestion that ended last, not the one that began last', async () => {
    await catalogue.ingestions.finish(ingestion('long', { state: 'Failed', finishedMicros: 9 }));
    await catalogue.ingestions.finish(
      ingestion('short', { startedMicros: 5, state: 'Completed', finishedMicros: 6 }),
    );
    await catalogue.ingestions.start(ingestion('running', { startedMicros: 7 }));
    expect(await catalogue.ingestions.lastFinished()).toMatchObject({ id: 'long', state: 'Failed' });
  });

  it('lists the files with quarantined rows, newest ingestion first, and continues after any of them', async () => {
    for (const [startedMicros, id] of ['old', 'new'].entries()) {
      await catalogue.ingestions.start(ingestion(id, { startedMicros }));
      for (const fileId of ['b', 'a', 'clean "quarantineKey":null']) {
        const quarantineKey = fileId.startsWith('clean') ? null : `quarantine/${id}/${fileId}`;
        await catalogue.files.save(fileState({ fileId }), id, outcome({ fileId, quarantineKey }), null);
      }
    }
    const quoted = outcome({
      sourceId: 's',
      name: '"quarantineKey":null',
      quarantineKey: 'quarantine/quoted',
    });
    await catalogue.files.save(fileState({ sourceId: 's' }), 'old', quoted, null);
    const keysOf = async (query: Partial<QuarantineQuery>) => {
      const all = { ingestionId: null, after: null, limit: 9, ...query };
      return (await catalogue.ingestions.quarantined(all)).map((file) => file.quarantineKey.slice(11));
    };
    const all = ['new/a', 'new/b', 'old/a', 'old/b', 'quoted'];
    expect(await keysOf({})).toEqual(all);
    expect(await keysOf({ limit: 2 })).toEqual(all.slice(0, 2));
    expect(await keysOf({ ingestionId: 'old' })).toEqual(all.slice(2));
    for (const [index, file] of (
      await catalogue.ingestions.quarantined({ ingestionId: null, after: null, limit: 9 })
    ).entries()) {
      const { sourceId, fileId } = file.outcome;
      const after = { ingestion: file.ingestion, sourceId, fileId };
      expect(await keysOf({ after })).toEqual(all.slice(index + 1));
    }
  });

  it('sorts texts by code point and distinguishes upper and lower case', async () => {
    const ids = ['ä', 'a', 'B', '_', '1'];
    for (const id of ids) {
      await catalogue.reports.save(record(id, { requestedBy: id }));
      await catalogue.ingestions.start(ingestion(id));
      await catalogue.files.save(fileState({ fileId: id, name: id }), 'B', outcome({ fileId: id }), null);
    }
    const sorted = ['1', 'B', '_', 'a', 'ä'];
    const newestFirst = [...sorted].reverse();
    expect((await catalogue.files.all()).map(({ name }) => name)).toEqual(sorted);
    expect((await catalogue.ingestions.outcomes('B')).map(({ fileId }) => fileId)).toEqual(sorted);
    expect((await catalogue.ingestions.page(null, 9)).map(({ id }) => id)).toEqual(newestFirst);
    expect((await catalogue.reports.page(null, 9)).map(({ id }) => id)).toEqual(newestFirst);
    const after = { requestedMicros: 1, id: '_' };
    expect((await catalogue.reports.page(after, 9)).map(({ id }) => id)).toEqual(['B', '1']);
    expect(await catalogue.reports.count({ requestedBy: 'b' })).toBe(0);
  });

  it('keeps numbers up to 2^53 and any text', async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const file = fileState({ fileId: 'a\'"%\\\n😀', quarantined: 0, updatedMicros: most, message: '\u0001' });
    await catalogue.files.save(file, 'i', outcome({ fileId: file.fileId, message: 'a\0b' }), null);
    expect(await catalogue.files.get(file.sourceId, file.fileId)).toEqual({ ...file, revision: 1 });
    expect(await catalogue.ingestions.outcome('i', file.sourceId, file.fileId)).toMatchObject({
      message: 'a\0b',
    });
    await catalogue.files.save({ ...file, message: 'cut\0off' }, 'i', outcome(), null);
    expect((await catalogue.files.get(file.sourceId, file.fileId))?.message).toMatch(/^cut.off$/s);
    const refused = commit(0, { outcome: outcome({ rowsIn: most }) });
    await catalogue.log.commit(refused);
    expect((await catalogue.log.latest())?.rowsInTotal).toBe(most);
  });

  it('pages through reports, newest first, without gaps or repeats', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    for (const [index, id] of ids.entries())
      await catalogue.reports.save(record(id, { requestedMicros: Math.floor(index / 2) }));
    const seen: string[] = [];
    let after: ReportRecord | null = null;
    for (;;) {
      const page: readonly ReportRecord[] = await catalogue.reports.page(after, 2);
      seen.push(...page.map((report) => report.id));
      after = page.at(-1) ?? null;
      if (page.length < 2) break;
    }
    expect(seen).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  it('filters reports by state, method and requester, page by page, and counts them', async () => {
    const count: ReportRecord['options'] = { ...OPTIONS, method: 'count' };
    await catalogue.reports.save(record('a', { requestedMicros: 1, requestedBy: 'owner' }));
    await catalogue.reports.save(record('b', { requestedMicros: 2, options: count, state: 'Failed' }));
    await catalogue.reports.save(record('c', { requestedMicros: 3, options: count, requestedBy: 'owner' }));
    await catalogue.reports.save(record('d', { requestedMicros: 4, requestedBy: null }));
    const ids = async (filter: ReportFilter, after: ReportRecord | null = null) =>
      (await catalogue.reports.page(after, 9, filter)).map(({ id }) => id);
    expect(await ids({ state: 'Running' })).toEqual(['d', 'c', 'a']);
    expect(await ids({ state: 'Running' }, await catalogue.reports.get('c'))).toEqual(['a']);
    expect(await ids({ method: 'count' })).toEqual(['c', 'b']);
    expect(await ids({ requestedBy: 'owner' })).toEqual(['c', 'a']);
    expect(await ids({ requestedBy: 'owner', method: 'count', state: 'Failed' })).toEqual([]);
    expect(await ids({})).toEqual(['d', 'c', 'b', 'a']);
    expect(await catalogue.reports.count({})).toBe(4);
    expect(await catalogue.reports.count({ method: 'count', requestedBy: 'owner' })).toBe(1);
  });

  it('never replaces a finished state by "Running"', async () => {
    await catalogue.reports.save(record('a'));
    const done = record('a', {
      state: 'Completed',
      files: [{ format: 'csv', key: 'k', sizeBytes: 3 }],
      finishedMicros: 9,
    });
    await catalogue.reports.save({ ...done, requestedMicros: 77 });
    await catalogue.reports.save(record('a'));
    expect(await catalogue.reports.get('a')).toEqual(done);
    expect(await catalogue.reports.get('unknown')).toBeNull();
  });

  describe('among reports with the same content', () => {
    const running = (id: string, formats: ReportRecord['options']['formats'] = ['csv']) =>
      catalogue.reports.save(
        record(id, { state: 'Running', finishedMicros: null, options: { ...OPTIONS, formats } }),
      );
    const ask = (reportId: string, over: Partial<SharingQuestion>) =>
      catalogue.reports.chooseSharing({
        reportId,
        pins: PINS,
        contentKey: 'k',
        formats: ['csv'],
        exclude: null,
        ...over,
      });
    /** Retries after a conflict, like a worker. */
    const choose = async (reportId: string, over: Partial<SharingQuestion> = {}) =>
      ask(reportId, over).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'STORAGE_CONFLICT' });
        return ask(reportId, over);
      });

    it('lets one compute when several ask at once, and answers the same when asked again', async () => {
      const ids = Array.from({ length: 12 }, (_, index) => `r${index}`);
      for (const id of ids) await running(id);
      const choices = await Promise.all(ids.map((id) => choose(id)));
      expect(choices.filter(({ kind }) => kind === 'compute')).toHaveLength(1);
      const leader = ids[choices.findIndex(({ kind }) => kind === 'compute')] ?? '';
      for (const each of choices)
        if (each.kind !== 'compute') expect(each).toEqual({ kind: 'follow', reportId: leader });
      expect(await choose(leader)).toEqual({ kind: 'compute' });
      expect(await catalogue.reports.get(leader)).toMatchObject({ state: 'Running', pins: PINS });
    });

    it('prefers a completed one to a running one, and ignores a failed one', async () => {
      for (const id of ['a', 'b', 'c', 'd']) await running(id);
      expect(await choose('a')).toEqual({ kind: 'compute' });
      await catalogue.reports.save(record('a', { state: 'Failed' }));
      expect(await choose('b')).toEqual({ kind: 'compute' });
      await catalogue.reports.save(record('b', { state: 'Completed' }));
      expect(await choose('c')).toEqual({ kind: 'reuse', reportId: 'b' });
      expect(await choose('d', { contentKey: 'other' })).toEqual({ kind: 'compute' });
    });

    it('lets one with more formats compute beside one with fewer, and serves both', async () => {
      await running('few');
      await running('many', ['csv', 'json']);
      expect(await choose('few')).toEqual({ kind: 'compute' });
      expect(await choose('many', { formats: ['json', 'csv'] })).toEqual({ kind: 'compute' });
      await running('one');
      expect(await choose('one', { formats: ['json'] })).toEqual({ kind: 'follow', reportId: 'many' });
    });

    it('never again follows one that has been excluded', async () => {
      for (const id of ['gone', 'next', 'last']) await running(id);
      await choose('gone');
      expect(await choose('next', { exclude: 'gone' })).toEqual({ kind: 'compute' });
      expect(await choose('last', { exclude: 'gone' })).toEqual({ kind: 'follow', reportId: 'next' });
    });

    it('pins a report once: a late attempt with other inputs gets a conflict', async () => {
      await running('a');
      expect(await choose('a')).toEqual({ kind: 'compute' });
      const late = { pins: { ...PINS, logVersion: PINS.logVersion + 1 }, contentKey: 'newer' };
      await expect(ask('a', late)).rejects.toMatchObject({ code: 'STORAGE_CONFLICT' });
      expect(await catalogue.reports.get('a')).toMatchObject({ pins: PINS });
      await running('b');
      expect(await choose('b')).toEqual({ kind: 'follow', reportId: 'a' });
    });

    it('never follows a finished report that was to compute', async () => {
      await catalogue.reports.save(record('ended', { state: 'Cancelled' }));
      await choose('ended');
      await running('next');
      expect(await choose('next')).toEqual({ kind: 'compute' });
    });

    it('lists reports that computed, without those that copied files', async () => {
      for (const id of ['leads', 'takes']) await running(id);
      await choose('leads');
      await catalogue.reports.save(record('leads', { state: 'Completed' }));
      await choose('takes');
      await catalogue.reports.save(record('takes', { state: 'Completed' }));
      await catalogue.reports.save(record('older', { state: 'Completed' }));
      const computed = await catalogue.reports.page(null, 9, { state: 'Completed', computed: true });
      expect(computed.map(({ id }) => id).sort()).toEqual(['leads', 'older']);
    });
  });

  it('keeps webhooks, oldest first, until they are removed', async () => {
    const [old, young] = [webhook({ id: 'b', createdMicros: 1 }), webhook({ id: 'a', createdMicros: 2 })];
    await catalogue.webhooks.add(young);
    await catalogue.webhooks.add(old);
    expect(await catalogue.webhooks.all()).toEqual([old, young]);
    expect(await catalogue.webhooks.get('a')).toEqual(young);
    expect(await catalogue.webhooks.remove('a')).toBe(true);
    expect(await catalogue.webhooks.remove('a')).toBe(false);
    expect(await catalogue.webhooks.get('a')).toBeNull();
    expect(await catalogue.webhooks.all()).toEqual([old]);
  });

  it("changes a webhook's secret and keeps only the one before", async () => {
    await catalogue.webhooks.add(webhook({ secret: 'first' }));
    expect(await catalogue.webhooks.rotate('w', 'second', 100)).toBe(true);
    expect(await catalogue.webhooks.get('w')).toEqual(
      webhook({ secret: 'second', previous: { secret: 'first', untilMicros: 100 } }),
    );
    await catalogue.webhooks.rotate('w', 'third', 200);
    expect(await catalogue.webhooks.get('w')).toEqual(
      webhook({ secret: 'third', previous: { secret: 'second', untilMicros: 200 } }),
    );
    expect(await catalogue.webhooks.rotate('x', 'any', 1)).toBe(false);
  });

  it('disables a webhook once, and keeps the first reason', async () => {
    await catalogue.webhooks.add(webhook());
    expect(await catalogue.webhooks.disable('w', 5, 'It answered 410.')).toBe(true);
    await catalogue.webhooks.disable('w', 6, 'another');
    expect((await catalogue.webhooks.get('w'))?.disabled).toEqual({
      atMicros: 5,
      reason: 'It answered 410.',
    });
    expect(await catalogue.webhooks.disable('x', 5, 'none')).toBe(false);
  });

  it('keeps its content when it is reopened, also by two at once', async () => {
    await catalogue.log.commit(commit(0));
    const [one, two] = await Promise.all([openCatalogue(url), openCatalogue(url)]);
    expect((await one.log.latest())?.version).toBe(1);
    expect((await two.log.latest())?.version).toBe(1);
    await one.close();
    await two.close();
  });

  it('keeps keys, oldest first, and knows whether a key was ever created', async () => {
    const { keys } = catalogue;
    expect(await keys.exist()).toBe(false);
    expect(await keys.get('k1')).toBeNull();
    await keys.create(apiKey('k2', { createdMicros: 5, scope: 'admin' }));
    await keys.create(apiKey('k1', { createdMicros: 9 }));
    await expect(keys.create(apiKey('k1'))).rejects.toMatchObject({ code: 'STORAGE_CONFLICT' });
    await keys.use('k1', 12);
    expect(await keys.all()).toEqual([
      apiKey('k2', { createdMicros: 5, scope: 'admin' }),
      apiKey('k1', { createdMicros: 9, lastUsedMicros: 12 }),
    ]);
    for (const id of ['k1', 'k2']) await keys.revoke(id, 20);
    expect(await keys.exist()).toBe(true);
  });

  it('revokes a key once, and its sessions with it', async () => {
    const { keys, sessions } = catalogue;
    await keys.create(apiKey('k1'));
    await keys.create(apiKey('k2'));
    await sessions.open(session('s1', 'k1'));
    await sessions.open(session('s2', 'k2'));
    expect(await keys.revoke('k1', 20)).toEqual(apiKey('k1', { revokedMicros: 20 }));
    expect(await keys.revoke('k1', 30)).toEqual(apiKey('k1', { revokedMicros: 20 }));
    expect(await keys.revoke('k9', 30)).toBeNull();
    expect(await sessions.get('s1')).toBeNull();
    expect(await sessions.get('s2')).toEqual(session('s2', 'k2'));
    expect(await keys.get('k2')).toEqual(apiKey('k2'));
  });

  it('keeps sessions until they are closed, or until another one opens after their end', async () => {
    const { keys, sessions } = catalogue;
    await keys.create(apiKey('k1'));
    await sessions.open(session('s1', 'k1', { createdMicros: 1, expiresMicros: 10 }));
    await sessions.open(session('s2', 'k1', { createdMicros: 9, expiresMicros: 19 }));
    expect(await sessions.get('s1')).toEqual(session('s1', 'k1', { createdMicros: 1, expiresMicros: 10 }));
    await sessions.open(session('s3', 'k1', { createdMicros: 10, expiresMicros: 20 }));
    expect(await sessions.get('s1')).toBeNull();
    await sessions.close('s2');
    await sessions.close('s2');
    expect(await sessions.get('s2')).toBeNull();
    expect(await sessions.get('s3')).not.toBeNull();
    await expect(sessions.open(session('s4', 'nobody'))).rejects.toMatchObject({
      code: 'STORAGE_CONFLICT',
    });
  });
});

function ingestion(id: string, over: Partial<Ingestion> = {}): Ingestion {
  return {
    id,
    workflowId: 'ingest-now',
    trigger: 'cli',
    state: 'Running',
    startedMicros: 1,
    finishedMicros: null,
    summary: null,
    message: null,
    ...over,
  };
}

function record(id: string, over: Partial<ReportRecord> = {}): ReportRecord {
  return {
    id,
    requestedMicros: 1,
    requestedBy: 'api',
    options: OPTIONS,
    state: 'Running',
    pins: null,
    files: [],
    storeCount: null,
    pollCount: null,
    message: null,
    finishedMicros: null,
    ...over,
  };
}

function apiKey(id: string, over: Partial<ApiKey> = {}): ApiKey {
  return {
    id,
    name: `key ${id}`,
    scope: 'read',
    hash: `hash of ${id}`,
    createdMicros: 1,
    lastUsedMicros: null,
    revokedMicros: null,
    expiresMicros: null,
    ...over,
  };
}

function session(id: string, keyId: string, over: Partial<Session> = {}): Session {
  return { id, keyId, hash: `hash of ${id}`, createdMicros: 1, expiresMicros: 10, ...over };
}
