import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pl from 'nodejs-polars';
import { queryParquet, readParquet } from '../../src/frames/parquet-io';
import { tempFolder } from '../support/temp-folder';

const root = tempFolder();

it.each([0, 8, 200, -1])('a stored file of which %i bytes are left is named as damaged', (bytes) => {
  const whole = path.join(root, 'whole.parquet');
  pl.DataFrame({ at: Array.from({ length: 1_000 }, (_, row) => row) }).writeParquet(whole);
  const cut = path.join(root, `cut-${bytes}.parquet`);
  writeFileSync(cut, readFileSync(whole).subarray(0, bytes));
  const damaged = expect.objectContaining({
    code: 'STORAGE_DAMAGED',
    message: expect.stringContaining(`The stored file ${cut} is damaged: File out of specification`),
    remedy: expect.stringContaining('backup'),
  });
  for (const read of [() => readParquet(cut), () => queryParquet(cut, (file) => file.select('at'))])
    expect(errorOf(read)).toEqual(damaged);
});

it('a missing file is no damaged one', () => {
  expect(errorOf(() => readParquet(path.join(root, 'nowhere.parquet')))).not.toHaveProperty('remedy');
});

function errorOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}
