import path from 'node:path';
import pl from 'nodejs-polars';
import type { VersionPaths } from '../../../src/contract/versioned-inputs';
import { windowOf } from '../../../src/domain/time/windows';
import { aggregate } from '../../../src/frames/report/aggregate';
import { openFigures, readCoverage } from '../../../src/frames/report/figures-file';
import { filterPolls } from '../../../src/frames/report/filter';
import { localize } from '../../../src/frames/report/localize';
import { at } from '../../domain/uptime/one-store';
import { tempFolder } from '../../support/temp-folder';
import { type HoursRow, writeHoursVersion, writeZonesVersion, type ZoneRow } from './version-file';

const folder = tempFolder();
const file = (name: string) => path.join(folder, `${name}.parquet`);
const HOUR = 3_600_000_000;
const NINE_TO_FIVE = [9 * 3_600, 17 * 3_600] as const;
const DAYS = [0, 1, 2, 3, 4, 5, 6];
/** Wednesday. */
const AS_OF = at('2023-01-25 18:00:00');

function daily(id: string, state: HoursRow['state'], times: HoursRow['times']): HoursRow[] {
  return DAYS.map((day) => ({ id, state, day, times, file: 'hours.csv' }));
}

/** Every store was active at noon of each of the three days before as-of. */
function writeStores(ids: readonly string[]): void {
  pl.DataFrame([
    pl.Series('store_id', [...ids], pl.Utf8),
    pl
      .Series(
        'polls',
        Int32Array.from(ids, () => 3),
        pl.Int32,
      )
      .cast(pl.UInt32),
  ]).writeParquet(file('stores'));
  const noons = ids.flatMap((_, store) =>
    [22, 23, 24].map((day) => ({ store, micros: at(`2023-01-${day} 12:00:00`) })),
  );
  pl.DataFrame([
    pl.Series(
      'store',
      Uint32Array.from(noons, ({ store }) => store),
    ),
    pl.Series(
      'at',
      Float64Array.from(noons, ({ micros }) => micros),
      pl.Float64,
    ),
    pl.Series(
      'active',
      noons.map(() => true),
      pl.Bool,
    ),
  ]).writeParquet(file('polls'));
}

function report(
  ids: readonly string[],
  versions: VersionPaths,
  method: 'interpolate' | 'count' = 'interpolate',
) {
  writeStores(ids);
  const [storesPath, zonesPath, intervalsPath, keptPath] = ['stores', 'zones', 'intervals', 'kept'].map(
    file,
  ) as [string, string, string, string];
  const span = windowOf('week', AS_OF);
  const localized = localize({
    storesPath,
    ...versions,
    span,
    outIntervalsPath: intervalsPath,
    outZonesPath: zonesPath,
  });
  const filtered = filterPolls({ pollsPath: file('polls'), intervalsPath, zonesPath, outPath: keptPath });
  const inputs = { storesPath, zonesPath, intervalsPath, keptPath, asOfMicros: AS_OF, method };
  const aggregated = aggregate({ ...inputs, holdSeconds: 7_200, outPath: file('figures') });
  return { localized, filtered, aggregated, stores: openFigures(file('figures')).slice(0, ids.length) };
}

const zone = (id: string, state: ZoneRow['state'], timezone: string | null): ZoneRow => ({
  id,
  state,
  timezone,
});

describe('a report over stores in each state', () => {
  const ids = ['closed', 'default', 'given', 'kept', 'no-hours', 'no-zone', 'no-zone-24x7'];
  const versions = () => ({
    hoursPath: writeHoursVersion(folder, [
      ...daily('closed', 'given', null),
      ...daily('given', 'given', NINE_TO_FIVE),
      ...daily('kept', 'kept', NINE_TO_FIVE).map((row) => ({ ...row, since: 1 })),
      { id: 'no-hours', state: 'unreadable', day: null, times: null },
      ...daily('no-zone', 'given', NINE_TO_FIVE),
      ...daily('no-zone-24x7', 'given', [0, 86_400]),
    ]),
    timezonesPath: writeZonesVersion(folder, [
      ...['closed', 'given', 'no-hours'].map((id) => zone(id, 'given', 'UTC')),
      zone('kept', 'kept', 'UTC'),
      zone('no-zone', 'unreadable', null),
      zone('no-zone-24x7', 'unreadable', null),
    ]),
  });
  const weekOf = (method: 'interpolate' | 'count') =>
    report(ids, versions(), method).stores.map(({ storeId, week }) => [
      storeId,
      week && [week.upMicros / HOUR, week.downMicros / HOUR, week.businessMicros / HOUR],
    ]);

  it('has figures only of the stores whose business time is known', () => {
    expect(weekOf('interpolate')).toEqual([
      ['closed', [0, 0, 0]],
      ['default', [12, 0, 168]],
      ['given', [12, 0, 56]],
      ['kept', [12, 0, 56]],
      ['no-hours', null],
      ['no-zone', null],
      ['no-zone-24x7', [12, 0, 168]],
    ]);
  });

  it('has none of them by the method count either, where closed hours are down', () => {
    const week = new Map(weekOf('count').map(([id, figures]) => [id, figures]));
    expect([week.get('no-hours'), week.get('no-zone')]).toEqual([null, null]);
    expect(week.get('closed')).toEqual([0, 168, 0]);
  });

  it('names the state of each, and counts them with examples', () => {
    const { localized, stores } = report(ids, versions());
    expect(
      stores.map(({ storeId, states, timezone }) => [storeId, states?.hours, states?.timezones, timezone]),
    ).toEqual([
      ['closed', 'given', 'given', 'UTC'],
      ['default', 'default', 'default', 'America/Chicago'],
      ['given', 'given', 'given', 'UTC'],
      ['kept', 'kept', 'kept', 'UTC'],
      ['no-hours', 'unreadable', 'given', 'UTC'],
      ['no-zone', 'given', 'unreadable', null],
      ['no-zone-24x7', 'given', 'unreadable', null],
    ]);
    expect(localized).toMatchObject({
      storesWithoutFigures: 2,
      storesWithoutHours: 1,
      storesWithoutTimezone: 1,
      storeStates: {
        hours: {
          counts: { given: 4, kept: 1, default: 1, unreadable: 1 },
          examples: { kept: ['kept'], unreadable: ['no-hours'] },
        },
        timezones: {
          counts: { given: 3, kept: 1, default: 1, unreadable: 2 },
          examples: { kept: ['kept'], unreadable: ['no-zone', 'no-zone-24x7'] },
        },
      },
    });
  });

  it('counts no poll of an unreadable store as outside its hours, and leaves it out of coverage and heat', () => {
    const { filtered, aggregated, stores } = report(ids, versions());
    // Those of the closed store; noon is inside all other hours.
    expect(filtered).toEqual({ kept: 12, outside: 3 });
    const known = stores.flatMap(({ week }) => week ?? []);
    const sum = (of: (week: (typeof known)[number]) => number) =>
      known.reduce((total, week) => total + of(week), 0);
    const coverage = 1 - sum((week) => week.unknownMicros ?? Number.NaN) / sum((week) => week.businessMicros);
    expect(aggregated.coverage).toBe(coverage);
    expect(readCoverage(file('figures'))).toBe(coverage);
    // The local hours of a store without a zone are not known, though its sums are.
    expect(aggregated.heat?.upMicros.reduce((total, each) => total + each, 0)).toBe(3 * 12 * HOUR);
  });
});

describe('rows that may be of any store', () => {
  it('make a store without rows unreadable', () => {
    const unknown: HoursRow = { id: '', state: 'unreadable', day: null, times: null };
    const { stores } = report(['a', 'b'], {
      hoursPath: writeHoursVersion(folder, [unknown, ...daily('a', 'given', NINE_TO_FIVE)]),
      timezonesPath: writeZonesVersion(folder, [zone('', 'unreadable', null), zone('a', 'given', 'UTC')]),
    });
    expect(stores.map(({ states }) => states)).toEqual([
      { hours: 'given', timezones: 'given' },
      { hours: 'unreadable', timezones: 'unreadable' },
    ]);
    expect(stores[0]?.week?.businessMicros).toBe(56 * HOUR);
    expect(stores[1]).toMatchObject({ timezone: null, hour: null, day: null, week: null });
  });
});

describe('versions of before the states', () => {
  it('give all their rows; any other store is on the default', () => {
    const [hoursPath, timezonesPath] = [file('old-hours'), file('old-zones')];
    const numbers = (name: string, value: number) => pl.Series(name, Int32Array.of(value), pl.Int32);
    const id = pl.Series('store_id', ['a'], pl.Utf8);
    pl.DataFrame([id, numbers('day', 1), numbers('start', 0), numbers('end', 3_600)]).writeParquet(hoursPath);
    pl.DataFrame([id, pl.Series('timezone', ['UTC'], pl.Utf8)]).writeParquet(timezonesPath);
    const { stores } = report(['a', 'b'], { hoursPath, timezonesPath });
    expect(stores.map(({ states, timezone, week }) => [states, timezone, week?.businessMicros])).toEqual([
      [{ hours: 'given', timezones: 'given' }, 'UTC', HOUR],
      [{ hours: 'default', timezones: 'default' }, 'America/Chicago', 168 * HOUR],
    ]);
  });

  it('are not needed: without any, all stores are on the default', () => {
    const { localized } = report(['a'], { hoursPath: null, timezonesPath: null });
    expect(localized.storeStates?.hours.counts).toEqual({ given: 0, kept: 0, default: 1, unreadable: 0 });
  });
});
