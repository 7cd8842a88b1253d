import path from 'node:path';
import pl from 'nodejs-polars';
import { readKnownStores, readStoreInputs } from '../../../src/frames/report/explain-store';
import { tempFolder } from '../../support/temp-folder';
import { writeHoursVersion, writeZonesVersion } from './version-file';

const folder = tempFolder();
let next = 0;

function segment(rows: readonly (readonly [store: string, at: number, active: boolean])[]): string {
  const file = path.join(folder, `segment-${next++}.parquet`);
  pl.DataFrame([
    pl.Series(
      'store_id',
      rows.map(([store]) => store),
      pl.Utf8,
    ),
    pl
      .Series(
        'at',
        Float64Array.from(rows, ([, at]) => at),
        pl.Float64,
      )
      .cast(pl.Int64),
    pl.Series(
      'active',
      rows.map(([, , active]) => active),
      pl.Bool,
    ),
  ]).writeParquet(file);
  return file;
}

const none = {
  hoursPath: null,
  timezonesPath: null,
  span: { fromMicros: 0, toMicros: 1_674_389_379_388_885 },
};

describe('readStoreInputs', () => {
  it("returns one store's polls by time, and those of the same instant in log order", () => {
    const first = segment([
      ['1', 2_000_000, true],
      ['1', 5_000_000, true],
      ['10', 2_000_000, false],
    ]);
    const second = segment([
      ['1', 1_000_000, false],
      ['1', 2_000_000, false],
    ]);
    expect(readStoreInputs({ storeId: '1', segmentPaths: [first, second], ...none })).toEqual({
      polls: [
        { atMicros: 1_000_000, active: false },
        { atMicros: 2_000_000, active: true },
        { atMicros: 2_000_000, active: false },
        { atMicros: 5_000_000, active: true },
      ],
      hours: [],
      hoursFrom: { state: 'default', file: null, since: null, lost: null },
      timezone: 'America/Chicago',
      zoneFrom: { state: 'default', file: null, since: null, lost: null },
    });
  });

  it('reads only the span, both ends included', () => {
    const file = segment([1, 2, 3, 4].map((at) => ['1', at * 1e15 + 1, true] as const));
    const span = { fromMicros: 2e15 + 1, toMicros: 3e15 + 1 };
    const { polls } = readStoreInputs({ storeId: '1', segmentPaths: [file], ...none, span });
    expect(polls.map((poll) => poll.atMicros)).toEqual([2e15 + 1, 3e15 + 1]);
  });

  it('keeps ids as text and instants to the microsecond', () => {
    const file = segment([
      ['8419537941919820732', 1_674_389_379_388_884, true],
      ['8419537941919820733', 1_674_389_379_388_885, true],
    ]);
    const { polls } = readStoreInputs({ storeId: '8419537941919820732', segmentPaths: [file], ...none });
    expect(polls).toEqual([{ atMicros: 1_674_389_379_388_884, active: true }]);
  });

  it("reads the store's hours and zone from their versions", () => {
    const hoursPath = path.join(folder, 'hours.parquet');
    pl.DataFrame({ store_id: ['1', '1', '2'], day: [0, 4, 1], start: [0, 79_200, 5], end: [9, 93_600, 6] })
      .withColumns(pl.col('day').cast(pl.Int32), pl.col('start').cast(pl.Int32), pl.col('end').cast(pl.Int32))
      .writeParquet(hoursPath);
    const timezonesPath = path.join(folder, 'zones.parquet');
    pl.DataFrame({ store_id: ['1', '3'], timezone: ['Asia/Tokyo', 'UTC'] }).writeParquet(timezonesPath);
    const inputs = (storeId: string) =>
      readStoreInputs({ ...none, storeId, segmentPaths: [], hoursPath, timezonesPath });
    expect(inputs('1')).toEqual({
      polls: [],
      hours: [
        { day: 0, startSeconds: 0, endSeconds: 9 },
        { day: 4, startSeconds: 79_200, endSeconds: 93_600 },
      ],
      // A version of before the states: all its rows were given.
      hoursFrom: { state: 'given', file: null, since: null, lost: null },
      timezone: 'Asia/Tokyo',
      zoneFrom: { state: 'given', file: null, since: null, lost: null },
    });
    expect(inputs('2')).toMatchObject({
      hours: [{ day: 1 }],
      timezone: 'America/Chicago',
      zoneFrom: { state: 'default' },
    });
  });
});

describe('readStoreInputs of a version with states', () => {
  const inputs = (storeId: string) =>
    readStoreInputs({
      ...none,
      storeId,
      segmentPaths: [],
      hoursPath: writeHoursVersion(folder, [
        { id: '', state: 'unreadable', day: null, times: null },
        { id: '1', state: 'kept', day: 3, times: null, file: 'old.csv', since: 4, lost: true },
        { id: '2', state: 'unreadable', day: null, times: null },
      ]),
      timezonesPath: writeZonesVersion(folder, [
        { id: '1', state: 'given', timezone: 'Asia/Tokyo', file: 'zones.csv' },
        { id: '2', state: 'unreadable', timezone: null },
      ]),
    });

  it('names where the rows come from, and a day on which the store is closed', () => {
    expect(inputs('1')).toMatchObject({
      hours: [{ day: 3, startSeconds: 0, endSeconds: 0 }],
      hoursFrom: { state: 'kept', file: 'old.csv', since: 4, lost: true },
      timezone: 'Asia/Tokyo',
      zoneFrom: { state: 'given', file: 'zones.csv', since: null, lost: null },
    });
  });

  it('knows no hours and no zone where they are unreadable', () => {
    const unreadable = { state: 'unreadable', file: null };
    expect(inputs('2')).toMatchObject({
      hours: [],
      hoursFrom: unreadable,
      timezone: null,
      zoneFrom: unreadable,
    });
  });

  it('knows no hours of a store without rows, where some rows may be of any store', () => {
    expect(inputs('3')).toMatchObject({
      hoursFrom: { state: 'unreadable' },
      timezone: 'America/Chicago',
      zoneFrom: { state: 'default' },
    });
  });
});

it('readKnownStores returns every store with its first poll', () => {
  const file = path.join(folder, 'stores.parquet');
  pl.DataFrame([
    pl.Series('store_id', ['007', '1e5'], pl.Utf8),
    pl.Series('first_at', Float64Array.of(1_674_389_379_388_884, 2), pl.Float64).cast(pl.Int64),
  ]).writeParquet(file);
  expect(readKnownStores(file)).toEqual([
    { storeId: '007', firstPollMicros: 1_674_389_379_388_884 },
    { storeId: '1e5', firstPollMicros: 2 },
  ]);
});
