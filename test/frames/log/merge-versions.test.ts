import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pl from 'nodejs-polars';
import { mergeVersions, storesKept } from '../../../src/frames/log/merge-versions';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loopwatch-versions-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = (name: string) => join(folder, `${name}.parquet`);

function hours(name: string, rows: readonly (readonly [string, number, number, number])[]): string {
  const numbers = (index: 1 | 2 | 3) => rows.map((row) => row[index]);
  pl.DataFrame([
    pl.Series(
      'store_id',
      rows.map(([store]) => store),
      pl.Utf8,
    ),
    pl.Series('day', numbers(1), pl.Int32),
    pl.Series('start', numbers(2), pl.Int32),
    pl.Series('end', numbers(3), pl.Int32),
  ]).writeParquet(path(name));
  return path(name);
}

function timezones(name: string, rows: readonly (readonly [string, string])[]): string {
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
  ]).writeParquet(path(name));
  return path(name);
}

const rowsOf = (name: string) =>
  pl
    .readParquet(path(name))
    .toRecords()
    .map((record) => Object.values(record));

describe('mergeVersions', () => {
  it('merges several files of hours into one version: every row once, sorted', () => {
    const parts = [
      hours('p1', [
        ['b', 1, 10, 20],
        ['a', 2, 10, 20],
      ]),
      hours('p2', [
        ['a', 1, 30, 40],
        ['b', 1, 10, 20],
      ]),
    ];
    expect(mergeVersions('hours', parts, path('out'))).toEqual({ rows: 3, stores: 2, repeated: 1 });
    expect(rowsOf('out')).toEqual([
      ['a', 1, 30, 40],
      ['a', 2, 10, 20],
      ['b', 1, 10, 20],
    ]);
  });

  it('writes the same bytes for any order of the files of hours', () => {
    const parts = [hours('p1', [['b', 1, 10, 20]]), hours('p2', [['a', 1, 30, 40]])];
    mergeVersions('hours', parts, path('one'));
    mergeVersions('hours', [...parts].reverse(), path('two'));
    expect(readFileSync(path('one')).equals(readFileSync(path('two')))).toBe(true);
  });

  it('uses the last file of timezones that has a store', () => {
    const parts = [
      timezones('p1', [
        ['a', 'UTC'],
        ['b', 'UTC'],
      ]),
      timezones('p2', [['a', 'Asia/Beirut']]),
    ];
    expect(mergeVersions('timezones', parts, path('out'))).toEqual({ rows: 2, stores: 2, repeated: 1 });
    expect(rowsOf('out')).toEqual([
      ['a', 'Asia/Beirut'],
      ['b', 'UTC'],
    ]);
  });

  it('writes a version without rows', () => {
    expect(mergeVersions('hours', [hours('p1', [])], path('out'))).toEqual({
      rows: 0,
      stores: 0,
      repeated: 0,
    });
    expect(rowsOf('out')).toEqual([]);
  });
});

describe('storesKept', () => {
  it('counts the stores that two versions share', () => {
    const before = timezones('before', [
      ['a', 'UTC'],
      ['b', 'UTC'],
      ['c', 'UTC'],
    ]);
    const after = timezones('after', [
      ['c', 'Asia/Beirut'],
      ['d', 'UTC'],
    ]);
    expect(storesKept(before, after)).toBe(1);
    expect(storesKept(before, before)).toBe(3);
    expect(storesKept(before, timezones('none', []))).toBe(0);
  });
});
