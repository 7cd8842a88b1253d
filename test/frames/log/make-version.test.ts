import { join } from 'node:path';
import pl from 'nodejs-polars';
import type { VersionedKind } from '../../../src/contract/versioned-inputs';
import { makeVersion, type VersionInputs } from '../../../src/frames/log/make-version';
import { tempFolder } from '../../support/temp-folder';

type HoursRow = readonly [string, number | null, number | null, number | null];
type ZoneRow = readonly [string, string | null];

describe('makeVersion', () => {
  const folder = tempFolder();
  let next = 0;
  const newPath = () => join(folder, `${next++}.parquet`);

  function hours(name: string, ...rows: readonly HoursRow[]) {
    const rowsPath = newPath();
    pl.DataFrame([
      pl.Series(
        'store_id',
        rows.map(([store]) => store),
        pl.Utf8,
      ),
      ...(['day', 'start', 'end'] as const).map((column, index) =>
        pl.Series(
          column,
          rows.map((row) => row[index + 1]),
          pl.Int32,
        ),
      ),
    ]).writeParquet(rowsPath);
    return { name, rowsPath };
  }

  function zones(name: string, ...rows: readonly ZoneRow[]) {
    const rowsPath = newPath();
    pl.DataFrame([
      pl.Series(
        'store_id',
        rows.map(([store]) => store),
        pl.Utf8,
      ),
      pl.Series(
        'timezone',
        rows.map(([, zone]) => zone),
        pl.Utf8,
      ),
    ]).writeParquet(rowsPath);
    return { name, rowsPath };
  }

  function make(
    kind: VersionedKind,
    files: VersionInputs['files'],
    { inUse = null, hasUnknownStores = false }: Partial<VersionInputs> = {},
  ) {
    const outPath = newPath();
    const made = makeVersion({ kind, files, inUse, hasUnknownStores, outPath });
    const rows = pl
      .readParquet(outPath)
      .toRecords()
      .map((record) => Object.values(record));
    return { made, rows, outPath };
  }

  it('unites the files where they have different stores, sorted', () => {
    const files = [
      hours('a.csv', ['b', 1, 10, 20], ['a', 2, 10, 20], ['a', 1, 30, 40]),
      hours('b.csv', ['c', 1, 10, 20]),
    ];
    const { made, rows } = make('hours', files);
    expect(rows).toEqual([
      ['a', 1, 30, 40, 'given', 'a.csv', null, null],
      ['a', 2, 10, 20, 'given', 'a.csv', null, null],
      ['b', 1, 10, 20, 'given', 'a.csv', null, null],
      ['c', 1, 10, 20, 'given', 'b.csv', null, null],
    ]);
    expect(made).toEqual({
      rows: 4,
      stores: { given: 3, keptLost: 0, keptUnreadable: 0, unreadable: 0 },
      conflicts: [],
      givenBefore: null,
      stillGiven: 0,
    });
  });

  it('takes the rows of a store whole from the later file, and counts the stores for which files disagree', () => {
    const old = hours('old.csv', ['a', 0, 9, 22], ['b', 0, 9, 22], ['c', 0, 9, 22], ['d', 0, 9, 22]);
    const held = hours(
      'new.csv',
      ...(<HoursRow[]>[
        ['a', 1, 11, 15],
        ['b', 0, 9, 22],
        ['b', 1, 9, 22],
        ['c', 0, 9, 22],
      ]),
    );
    const { made, rows } = make('hours', [old, held]);
    expect(rows.map(([store, day, , , , file]) => [store, day, file])).toEqual([
      ['a', 1, 'new.csv'],
      ['b', 0, 'new.csv'],
      ['b', 1, 'new.csv'],
      ['c', 0, 'new.csv'],
      ['d', 0, 'old.csv'],
    ]);
    expect(made.conflicts).toEqual([{ holds: 'new.csv', other: 'old.csv', stores: 2, example: 'a' }]);
    expect(make('hours', [held, old]).rows.filter(([store]) => store === 'b')).toHaveLength(1);
  });

  it('sees the conflict where the later file has fewer rows, and none where a day is closed in both', () => {
    const open: HoursRow = ['a', 0, 9, 22];
    const closed: HoursRow = ['a', 1, null, null];
    const [both, one] = [hours('both.csv', open, closed), hours('one.csv', open)];
    expect(make('hours', [both, one]).made.conflicts).toMatchObject([{ holds: 'one.csv', stores: 1 }]);
    expect(make('hours', [one, both]).made.conflicts).toMatchObject([{ holds: 'both.csv', stores: 1 }]);
    expect(make('hours', [both, hours('again.csv', open, closed)]).made.conflicts).toEqual([]);
  });

  it('has one row of nulls for a store with an unreadable row, if nothing earlier is known', () => {
    const file = hours('h.csv', ['a', 0, 9, 22], ['a', null, null, null], ['b', 0, 9, 22]);
    const { made, rows } = make('hours', [file]);
    expect(rows).toEqual([
      ['a', null, null, null, 'unreadable', 'h.csv', null, null],
      ['b', 0, 9, 22, 'given', 'h.csv', null, null],
    ]);
    expect(made).toMatchObject({ rows: 1, stores: { given: 1, unreadable: 1 } });
  });

  it('says in a first row that rows which cannot be read may be of any store', () => {
    const { rows } = make('timezones', [zones('z.csv', ['a', 'UTC'])], { hasUnknownStores: true });
    expect(rows).toEqual([
      ['', null, 'unreadable', null, null, null],
      ['a', 'UTC', 'given', 'z.csv', null, null],
    ]);
    expect(make('hours', [], { hasUnknownStores: true }).rows).toEqual([
      ['', null, null, null, 'unreadable', null, null, null],
    ]);
  });

  it('keeps what lost and unreadable stores had in the version in use, since the version that gave it', () => {
    const first = make('timezones', [
      zones('z.csv', ['gone', 'Asia/Beirut'], ['odd', 'UTC'], ['same', 'UTC'], ['moved', 'UTC']),
    ]);
    const files = [
      zones('y.csv', ['moved', 'America/Boise'], ['new', 'UTC']),
      zones('z.csv', ['odd', null], ['same', 'UTC'], ['never', null]),
    ];
    const second = make('timezones', files, { inUse: { version: 3, path: first.outPath } });
    const expected = [
      ['gone', 'Asia/Beirut', 'kept', 'z.csv', 3, true],
      ['moved', 'America/Boise', 'given', 'y.csv', null, null],
      ['never', null, 'unreadable', 'z.csv', null, null],
      ['new', 'UTC', 'given', 'y.csv', null, null],
      ['odd', 'UTC', 'kept', 'z.csv', 3, false],
      ['same', 'UTC', 'given', 'z.csv', null, null],
    ];
    expect(second.rows).toEqual(expected);
    expect(second.made).toMatchObject({
      stores: { given: 3, keptLost: 1, keptUnreadable: 1, unreadable: 1 },
      givenBefore: 4,
      stillGiven: 2,
    });
    const third = make('timezones', files, { inUse: { version: 4, path: second.outPath } });
    expect(third.rows).toEqual(expected);
    const mended = make('timezones', [zones('z.csv', ['gone', 'UTC'])], {
      inUse: { version: 4, path: third.outPath },
    });
    expect(mended.rows.map(([store, , state, , since]) => [store, state, since])).toEqual([
      ['gone', 'given', null],
      ['moved', 'kept', 4],
      ['new', 'kept', 4],
      ['odd', 'kept', 3],
      ['same', 'kept', 4],
    ]);
  });

  it('keeps lost stores as unreadable ones while unreadable rows may be theirs', () => {
    const first = make('timezones', [zones('z.csv', ['a', 'UTC'])]);
    const inUse = { version: 1, path: first.outPath };
    const { made, rows } = make('timezones', [zones('z.csv')], { inUse, hasUnknownStores: true });
    expect(rows[1]).toEqual(['a', 'UTC', 'kept', 'z.csv', 1, false]);
    expect(made.stores).toMatchObject({ keptLost: 0, keptUnreadable: 1 });
  });

  it('reads a version of a release without states as given', () => {
    const { rowsPath } = zones('old', ['a', 'UTC']);
    const { rows, made } = make('timezones', [], { inUse: { version: 7, path: rowsPath } });
    expect(rows).toEqual([['a', 'UTC', 'kept', null, 7, true]]);
    expect(made).toMatchObject({ givenBefore: 1, stillGiven: 0 });
  });

  it('writes a version without rows', () => {
    expect(make('hours', [hours('h.csv')])).toMatchObject({ rows: [], made: { rows: 0 } });
    expect(make('timezones', [])).toMatchObject({ rows: [], made: { rows: 0 } });
  });
});
