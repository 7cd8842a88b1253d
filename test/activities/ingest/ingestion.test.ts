import { appendFileSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pl from 'nodejs-polars';
import { createActivities } from '../../../src/activities/index';
import { segmentFiles } from '../../../src/activities/kit/segment-files';
import type { ActivityPorts } from '../../../src/activities/ports';
import { ALL_BUCKETS } from '../../../src/contract/buckets';
import type { FileOutcome } from '../../../src/contract/inputs';
import { readLog } from '../../../src/frames/log/read-log';
import { FolderSource } from '../../../src/sources/folder-source';
import { ingestByHand } from '../../support/ingest-by-hand';
import { activityEnvironment, runIn } from '../../support/maintain-by-hand';
import { packWorkbook } from '../../support/pack-files';
import { openWorkerPorts } from '../../support/ports';
import { tempFolder } from '../../support/temp-folder';

const POLLS = 'store_id,status,timestamp_utc\n';
const HOURS = 'store_id,day,start_time_local,end_time_local\n';
const ZONES = 'store_id,timezone_str\n';

describe('the ingestion activities', () => {
  const root = tempFolder();
  let folder: string;
  let ports: ActivityPorts;
  let next = 0;

  beforeEach(async () => {
    folder = path.join(root, `source-${next}`);
    mkdirSync(folder);
    ports = await openWorkerPorts(path.join(root, `data-${next++}`), [new FolderSource(folder)]);
  });
  afterEach(() => ports.catalogue.close());

  const put = (name: string, text: string | Buffer) => {
    writeFileSync(path.join(folder, name), text);
    // An old date: the source waits for a recent file without a final newline.
    utimesSync(path.join(folder, name), 1e9 + next, 1e9 + next);
  };

  it('have the same effect when each of them runs twice', async () => {
    put(
      'polls.csv',
      `${POLLS}1,active,2023-01-01 00:00:00 UTC\n2,inactive,2023-01-01 00:00:00 UTC\n,active,x\n`,
    );
    put('hours.csv', `${HOURS}1,0,09:00,17:00\n`);
    put('zones.csv', `${ZONES}1,America/New_York\n`);
    const outcomes = await ingestByHand(ports, 2);
    expect(outcomes.map((outcome) => [outcome.name, outcome.accepted, outcome.quarantined])).toEqual([
      ['hours.csv', 1, 0],
      ['polls.csv', 2, 1],
      ['zones.csv', 1, 0],
    ]);
    expect(await ports.catalogue.log.latest()).toMatchObject({
      version: 1,
      pollsTotal: 2,
      quarantinedTotal: 1,
    });
    expect(await ports.catalogue.inputs.newest('hours')).toMatchObject({ version: 1 });
  });

  it('pass over a sheet whose name is longer than any message should be', async () => {
    const rows = [POLLS.trim().split(','), ['1', 'active', '2023-01-01 00:00:00 UTC']];
    const [long, short] = ['S'.repeat(400), 'polls'];
    put(
      'book.xlsx',
      packWorkbook([
        { name: long, rows },
        { name: short, rows },
      ]),
    );
    expect((await ingestByHand(ports)).map(({ name }) => name)).toEqual(['book.xlsx#polls']);
    const ingestion = { ingestionId: 'listing', workflowId: 'listing', trigger: 'test' } as const;
    const sourceId = ports.sources[0]?.id ?? '';
    const listed = await runIn(activityEnvironment(), createActivities(ports).listSource, {
      ingestion,
      sourceId,
    });
    expect(listed.passedOver?.files).toEqual([
      {
        name: `book.xlsx#${'S'.repeat(110)}…`,
        reason: 'its name has 410 bytes: at most 360 are read. Give it a shorter one.',
        mayBeInput: true,
      },
    ]);
  });

  it('ingest nothing when nothing has changed', async () => {
    put('polls.csv', `${POLLS}1,active,2023-01-01 00:00:00 UTC\n`);
    await ingestByHand(ports);
    expect(await ingestByHand(ports)).toEqual([]);
    expect((await ports.catalogue.log.latest())?.version).toBe(1);
  });

  it('recognise a rewritten file with the same content as unchanged', async () => {
    put('polls.csv', `${POLLS}1,active,2023-01-01 00:00:00 UTC\n`);
    await ingestByHand(ports);
    put('polls.csv', `${POLLS}1,active,2023-01-01 00:00:00 UTC\n`);
    expect(await ingestByHand(ports)).toMatchObject([{ state: 'unchanged', rowsIn: 0 }]);
    expect((await ports.catalogue.log.latest())?.version).toBe(1);
    expect(await ingestByHand(ports)).toEqual([]);
  });

  it('read only the new lines of a file that grew, with correct line numbers', async () => {
    put('polls.csv', `${POLLS}1,active,2023-01-01 00:00:00 UTC\n`);
    await ingestByHand(ports);
    appendFileSync(
      path.join(folder, 'polls.csv'),
      '1,active,2023-01-01 01:00:00 UTC\n1,perhaps,2023-01-01 02:00:00 UTC\n',
    );
    const [outcome] = await ingestByHand(ports);
    expect(outcome).toMatchObject({ rowsIn: 2, accepted: 1, duplicates: 0, quarantined: 1 });
    const key = outcome?.quarantineKey ?? '';
    expect(JSON.parse(readFileSync(await ports.blobs.localPath(key), 'utf8'))).toMatchObject({
      line: 4,
      raw: '1,perhaps,2023-01-01 02:00:00 UTC',
      reason: 'status is neither active nor inactive',
    });
  });

  it('count the quarantined rows of a growing UTF-16 file once', async () => {
    const rows = `\uFEFF${POLLS}1,active,2023-01-01 00:00:00\n1,perhaps,2023-01-01 01:00:00\n`;
    const save = (text: string) => put('polls.csv', Buffer.from(text, 'utf16le'));
    save(rows);
    await ingestByHand(ports);
    save(`${rows}1,active,2023-01-01 02:00:00\n`);
    expect(await ingestByHand(ports)).toMatchObject([
      { rowsIn: 3, accepted: 1, duplicates: 1, quarantined: 1 },
    ]);
    expect(await ports.catalogue.log.latest()).toMatchObject({ pollsTotal: 2, quarantinedTotal: 1 });
  });

  it('read a last line without its newline only once the file is seen unchanged', async () => {
    put('polls.csv', `${POLLS}1,active,2023-01-01 00:00:00 UTC\n1,active,2023-01-01 01:00:00 UTC`);
    expect(await ingestByHand(ports)).toMatchObject([
      {
        rowsIn: 1,
        accepted: 1,
        quarantined: 0,
        message: expect.stringContaining('does not end in a newline'),
      },
    ]);
    expect(await ingestByHand(ports)).toMatchObject([{ rowsIn: 1, accepted: 1, message: null }]);
    expect(await ingestByHand(ports)).toEqual([]);
    expect((await ports.catalogue.log.latest())?.pollsTotal).toBe(2);
  });

  it('make no poll of a line that a stalled writer has cut', async () => {
    const whole = `${POLLS}1,active,2023-01-01 00:00:00.500000 UTC\n2,active,2023-01-01 00:00:00.250000 UTC\n`;
    for (let length = POLLS.length + 1; length < whole.length; length += 7) {
      put('polls.csv', whole.slice(0, length));
      await ingestByHand(ports);
    }
    put('polls.csv', whole);
    await ingestByHand(ports);
    expect(await ports.catalogue.log.latest()).toMatchObject({
      pollsTotal: 2,
      storeCount: 2,
      quarantinedTotal: 0,
    });
  });

  it('read hours and timezones whole, whether or not they end in a newline', async () => {
    put('hours.csv', `${HOURS}1,0,09:00,17:00`);
    expect(await ingestByHand(ports)).toMatchObject([{ accepted: 1 }]);
    expect(await ingestByHand(ports)).toEqual([]);
  });

  it('record an edited poll as a correction, and keep the polls of a file that shrank', async () => {
    put('polls.csv', `${POLLS}1,active,2023-01-01 00:00:00 UTC\n1,active,2023-01-01 01:00:00 UTC\n`);
    await ingestByHand(ports);
    put('polls.csv', `${POLLS}1,inactive,2023-01-01 00:00:00 UTC\n`);
    expect(await ingestByHand(ports)).toMatchObject([
      { rowsIn: 1, accepted: 1, duplicates: 0, disagreements: 1 },
    ]);
    expect(await ports.catalogue.log.latest()).toMatchObject({ version: 2, storeCount: 1 });
    expect(await ports.catalogue.log.segments(2)).toMatchObject([
      { rows: 2, corrections: 0 },
      { rows: 1, corrections: 1 },
    ]);
  });

  it('report a poll file that became shorter', async () => {
    const whole = `${POLLS}1,active,2023-01-01 00:00:00 UTC\n2,active,2023-01-01 00:00:00 UTC\n`;
    put('polls.csv', whole);
    await ingestByHand(ports);
    next++;
    put('polls.csv', POLLS);
    const [outcome] = await ingestByHand(ports);
    expect(outcome).toMatchObject({ state: 'accepted', accepted: 0 });
    expect(outcome?.message).toBe(
      `polls.csv is shorter than when it was last read (${POLLS.length} of ${whole.length} bytes): the log keeps every poll that it had.`,
    );
    expect((await ports.catalogue.log.latest())?.pollsTotal).toBe(2);
  });

  it('combine several files of hours into one version', async () => {
    put('east.csv', `${HOURS}1,0,09:00,17:00\n`);
    put('west.csv', `${HOURS}2,0,09:00,17:00\n`);
    await ingestByHand(ports);
    expect(await ports.catalogue.inputs.current('hours')).toMatchObject({ stores: 2, rows: 2 });
  });

  it('count the quarantined rows of every hours file as last read, even if the hours stay the same', async () => {
    put('hours.csv', `${HOURS}1,0,09:00,17:00\nby hand\nof May\nthe end\n`);
    await ingestByHand(ports);
    put('hours2.csv', `${HOURS}the end\n`);
    await ingestByHand(ports, 2);
    const both = await ports.catalogue.inputs.current('hours');
    expect(both).toMatchObject({ version: 2, rows: 1, quarantined: 4 });
    put('hours.csv', `${HOURS}1,0,09:00,17:00\nthe end\n`);
    await ingestByHand(ports);
    const mended = await ports.catalogue.inputs.current('hours');
    expect(mended).toMatchObject({ version: 3, key: both?.key, quarantined: 2 });
    expect(await ports.catalogue.inputs.at('hours', 2)).toEqual(both);
  });

  it('hold hours that lost more than half of the stores, until the version is accepted', async () => {
    put('hours.csv', `${HOURS}1,0,09:00,17:00\n2,0,09:00,17:00\n3,0,09:00,17:00\n`);
    await ingestByHand(ports);
    put('hours.csv', `${HOURS}1,0,09:00,17:00\n`);
    const [outcome] = await ingestByHand(ports);
    expect(outcome).toMatchObject({
      state: 'held',
      message: expect.stringContaining('loopwatch accept hours'),
    });
    expect(await ports.catalogue.inputs.current('hours')).toMatchObject({ version: 1, stores: 3 });
    await ports.catalogue.inputs.accept('hours');
    expect(await ports.catalogue.inputs.current('hours')).toMatchObject({ version: 2, stores: 1 });
  });

  it('use a version that lost exactly half of its stores', async () => {
    put('zones.csv', `${ZONES}1,UTC\n2,UTC\n`);
    await ingestByHand(ports);
    put('zones.csv', `${ZONES}1,UTC\n`);
    expect(await ingestByHand(ports)).toMatchObject([{ state: 'accepted' }]);
    expect(await ports.catalogue.inputs.current('timezones')).toMatchObject({ version: 2, stores: 1 });
  });

  it('reject a whole file without retries, with its name and the reason', async () => {
    put('polls.csv', 'store_id,state,timestamp_utc\n1,active,2023-01-01 00:00:00 UTC\n');
    await expect(ingestByHand(ports)).rejects.toMatchObject({
      type: 'FILE_REJECTED',
      nonRetryable: true,
      message: expect.stringMatching(/^polls\.csv: the column status is missing/),
    });
  });

  it('append again, to the new version, if another ingestion commits first', async () => {
    put('polls.csv', `${POLLS}1,active,2023-01-01 00:00:00 UTC\n`);
    const results = await Promise.allSettled([ingestByHand(ports), ingestByHand(ports)]);
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    for (const failure of failures)
      expect(failure).toMatchObject({ type: 'STORAGE_CONFLICT', nonRetryable: false });
    await ingestByHand(ports);
    expect((await ports.catalogue.log.latest())?.pollsTotal).toBe(1);
  });

  it('append a file validated by an earlier release, which kept all rows in one file', async () => {
    put('first.csv', `${POLLS}1,active,2023-01-01 00:00:00 UTC\n2,active,2023-01-01 00:00:00 UTC\n`);
    put(
      'second.csv',
      `${POLLS}1,inactive,2023-01-01 00:00:00\n2,active,2023-01-01 00:00:00\n3,active,2022-01-01 00:00:00\n`,
    );
    const { listSource, fetch, validate, append } = createActivities(ports);
    const environment = activityEnvironment();
    const ingestion = { ingestionId: 'older', workflowId: 'w', trigger: 'test' } as const;
    const [source] = ports.sources;
    const { changed } = await runIn(environment, listSource, { ingestion, sourceId: source?.id ?? '' });
    const outcomes: FileOutcome[] = [];
    for (const file of changed) {
      const fetched = await runIn(environment, fetch, { ingestion, file });
      const { parts = [], ...validated } = await runIn(environment, validate, { ingestion, fetched });
      const rowsKey = `${fetched.key}.rows.parquet`;
      const paths = await Promise.all(parts.map((part) => ports.blobs.localPath(part.rowsKey)));
      await ports.blobs.write(rowsKey, (to) =>
        pl
          .concat(paths.map((from) => pl.readParquet(from)))
          .sort(['store_id', 'at'])
          .writeParquet(to),
      );
      const request = { ingestion, validated: { ...validated, rowsKey } };
      for (let attempt = 0; attempt < 2; attempt++) outcomes.push(await runIn(environment, append, request));
    }
    expect(
      outcomes.map(({ accepted, duplicates, disagreements }) => [accepted, duplicates, disagreements]),
    ).toEqual([
      ...[
        [2, 0, 0],
        [2, 0, 0],
      ],
      ...[
        [2, 1, 1],
        [2, 1, 1],
      ],
    ]);
    expect(await ports.catalogue.log.latest()).toMatchObject({ version: 2, pollsTotal: 4, storeCount: 3 });
    const segments = await ports.catalogue.log.segments(2);
    expect(segments).toMatchObject([
      { rows: 2, corrections: 0, buckets: ALL_BUCKETS },
      { rows: 2, corrections: 1, buckets: ALL_BUCKETS },
    ]);
    const files = await segmentFiles(ports.blobs, segments);
    const said = readLog(files, null).sort('store_id').toRecords();
    expect(said.map(({ store_id, active }) => [store_id, active])).toEqual([
      ['1', false],
      ['2', true],
      ['3', true],
    ]);
  });

  it('append the result of the last attempts, even if abandoned earlier attempts end later', async () => {
    const { listSource, fetch, validate, append } = createActivities(ports);
    const ingestion = { ingestionId: 'late', workflowId: 'w', trigger: 'test' } as const;
    const [early, late] = [activityEnvironment(1), activityEnvironment(2)];
    const row = (minute: string, second: string) => `1,active,2023-01-01 00:${minute}:${second} UTC\n`;
    put('polls.csv', POLLS + row('00', '00') + row('01', '00'));
    const sourceId = ports.sources[0]?.id ?? '';
    const [file] = (await runIn(late, listSource, { ingestion, sourceId })).changed;
    if (!file) throw new Error('a file is listed');
    const fetched = await runIn(late, fetch, { ingestion, file });
    put('polls.csv', POLLS + row('00', '00'));
    const older = await runIn(early, fetch, { ingestion, file });
    expect(older.sha256).not.toBe(fetched.sha256);
    const validated = await runIn(late, validate, { ingestion, fetched });
    const hoursEarlier: ActivityPorts = { ...ports, clock: () => Date.parse('2022-12-31T23:00:30Z') * 1_000 };
    const fewer = await runIn(early, createActivities(hoursEarlier).validate, { ingestion, fetched });
    expect(fewer).toMatchObject({ rowsGood: 1, quarantined: 1 });
    await runIn(late, append, { ingestion, validated });
    const latest = await ports.catalogue.log.latest();
    const [segment] = await ports.catalogue.log.segments(latest?.version ?? 0);
    const polls = readLog([{ path: await ports.blobs.localPath(segment?.key ?? ''), corrections: 0 }], null);
    expect([polls.height, segment?.rows, latest?.pollsTotal]).toEqual([2, 2, 2]);
  });

  it('do not reject a committed file whose answer was lost', async () => {
    put('polls.csv', `${POLLS}1,active,2023-01-01 00:00:00 UTC\n`);
    const { listSource, fetch, validate, append, reject } = createActivities(ports);
    const environment = activityEnvironment();
    const ingestion = { ingestionId: 'lost', workflowId: 'w', trigger: 'test' } as const;
    const sourceId = ports.sources[0]?.id ?? '';
    const [file] = (await runIn(environment, listSource, { ingestion, sourceId })).changed;
    if (!file) throw new Error('a file is listed');
    const fetched = await runIn(environment, fetch, { ingestion, file });
    const validated = await runIn(environment, validate, { ingestion, fetched });
    const committed = await runIn(environment, append, { ingestion, validated });
    const request = { ingestion, file, message: 'timed out', tryAgain: true };
    expect(await runIn(environment, reject, request)).toEqual(committed);
    expect(await ports.catalogue.files.get(sourceId, file.fileId)).toMatchObject({ state: 'read' });
    expect((await runIn(environment, listSource, { ingestion, sourceId })).changed).toEqual([]);
  });

  it('leave no temporary file behind', async () => {
    put('polls.csv', `${POLLS}1,active,2023-01-01 00:00:00 UTC\n`);
    await ingestByHand(ports);
    expect(readdirSync(path.join(ports.blobs.location, 'incoming'))).toEqual([]);
    expect(readdirSync(path.join(ports.blobs.location, 'tmp'))).toEqual([]);
  });
});
