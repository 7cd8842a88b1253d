import path from 'node:path';
import pl from 'nodejs-polars';
import { reconcileInputs } from '../../../src/frames/log/reconcile-inputs';
import { tempFolder } from '../../support/temp-folder';

const folder = tempFolder();
const ids = (name: string, storeIds: readonly string[], more: readonly pl.Series[] = []) => {
  const file = path.join(folder, `${name}.parquet`);
  pl.DataFrame([pl.Series('store_id', [...storeIds], pl.Utf8), ...more]).writeParquet(file, {
    compression: 'uncompressed',
  });
  return file;
};
const firstAt = pl.Series('first_at', [10, 10, 10, 99], pl.Int64);
const storesPath = ids('stores', ['007', 'b', 'c', 'later'], [firstAt]);
const HOURS = ['="007"', 'b', 'b', 'x'];
const reconcile = (storeIds: readonly string[] | null, hoursPath = ids('hours', HOURS)) =>
  reconcileInputs({ storesPath, hoursPath, timezonesPath: null, asOfMicros: 50, storeIds });

it('finds the ids that only one of the inputs has, up to as-of', () => {
  expect(reconcile(null)).toEqual([
    {
      kind: 'hours',
      neverPolled: { count: 2, examples: ['="007"', 'x'] },
      unnamed: { count: 2, examples: ['007', 'c'] },
      similar: { count: 1, example: { id: '="007"', other: '007' } },
    },
  ]);
});

it('tells a report of some stores what concerns these stores', () => {
  expect(reconcile(['c'])).toMatchObject([
    { neverPolled: { count: 0 }, unnamed: { count: 1, examples: ['c'] }, similar: { count: 0 } },
  ]);
  expect(reconcile(['007'])).toMatchObject([{ unnamed: { count: 1 }, similar: { count: 1 } }]);
});

it('counts no store as without a row where some rows may be of any store', () => {
  expect(reconcile(null, ids('odd-hours', ['', ...HOURS]))).toMatchObject([
    {
      neverPolled: { count: 2, examples: ['="007"', 'x'] },
      unnamed: { count: 0, examples: [] },
      similar: { count: 1 },
    },
  ]);
});
