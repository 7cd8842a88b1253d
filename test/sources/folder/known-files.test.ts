import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FolderSource } from '../../../src/sources/folder-source';
import * as peek from '../../../src/unpack/peek-into';
import { tempFolder } from '../../support/temp-folder';

jest.mock('../../../src/unpack/peek-into', () => {
  const actual = jest.requireActual<typeof peek>('../../../src/unpack/peek-into');
  return { ...actual, peekInto: jest.fn(actual.peekInto) };
});

it('listing a folder again opens only the files that have changed', async () => {
  const folder = path.join(tempFolderOfTest, 'many');
  mkdirSync(folder);
  const put = (n: number, text: string) => writeFileSync(path.join(folder, `${n}.csv`), text);
  for (let n = 0; n < 300; n++) put(n, n % 2 === 0 ? 'store_id,status,timestamp_utc\n' : 'a,b\n');
  const source = new FolderSource(folder);
  const opened = jest.mocked(peek.peekInto);
  const before = await source.list();
  expect([before.files.length, before.passedOver.length, opened.mock.calls.length]).toEqual([150, 150, 300]);
  opened.mockClear();
  expect(await source.list()).toEqual(before);
  expect(opened).not.toHaveBeenCalled();
  appendFileSync(path.join(folder, '7.csv'), 'c,d\n');
  await source.list();
  expect(opened.mock.calls.map(([file]) => path.basename(file))).toEqual(['7.csv']);
});

const tempFolderOfTest = tempFolder();
