import { appendFileSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FolderSource } from '../../src/sources/folder-source';
import { tempFolder } from '../support/temp-folder';

const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const HEADER = 'store_id,status,timestamp_utc\n';

describe('FolderSource', () => {
  const root = tempFolder();
  let folder: string;
  let source: FolderSource;
  let next = 0;

  beforeEach(() => {
    folder = path.join(root, String(next++));
    mkdirSync(folder);
    source = new FolderSource(folder);
  });

  const put = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    utimesSync(path.join(folder, name), LONG_AGO, LONG_AGO);
  };
  const options = () => ({
    signal: new AbortController().signal,
    onProgress: () => undefined,
    nowMicros: Date.now() * 1_000,
    partialPath: path.join(root, 'part'),
  });

  it('lists every .csv, other files only with the header of an input, and no folder', async () => {
    put('b.csv', HEADER);
    put('a.CSV', 'anything\n');
    put('hours.txt', 'store_id,dayOfWeek,start_time_local,end_time_local\n');
    put('timezones', '"store_id","timezone_str"\n');
    put('README.md', '# notes\n');
    put('LICENSE', 'MIT\n');
    put('.hidden.csv', HEADER);
    mkdirSync(path.join(folder, 'older.csv'));
    expect((await source.list()).map((file) => file.name)).toEqual([
      'a.CSV',
      'b.csv',
      'hours.txt',
      'timezones',
    ]);
  });

  it("omits the generator's true timeline", async () => {
    put('truth.csv', 'store_id,up_from,up_to\n');
    expect(await source.list()).toEqual([]);
  });

  it('changes the fingerprint of a file only when its content changes', async () => {
    put('polls.csv', HEADER);
    const fingerprint = async () => (await source.list())[0]?.fingerprint;
    const before = await fingerprint();
    expect(await fingerprint()).toBe(before);
    appendFileSync(path.join(folder, 'polls.csv'), '1,active,2023-01-01 00:00:00 UTC\n');
    expect(await fingerprint()).not.toBe(before);
  });

  it('copies the content', async () => {
    put('polls.csv', HEADER);
    const [file] = await source.list();
    const copy = path.join(root, 'copy.csv');
    await source.fetch(file ?? fail(), copy, options());
    expect(readFileSync(copy, 'utf8')).toBe(HEADER);
  });

  it('waits for a recently changed file with an incomplete last line', async () => {
    writeFileSync(path.join(folder, 'polls.csv'), `${HEADER}1,active,2023-01-01 00:00:00.12`);
    const [file] = await source.list();
    const fetching = source.fetch(file ?? fail(), path.join(root, 'busy.csv'), options());
    await expect(fetching).rejects.toMatchObject({
      code: 'SOURCE_BUSY',
      message: expect.stringContaining('polls.csv'),
    });
    const later = { ...options(), nowMicros: (Date.now() + 60_000) * 1_000 };
    await expect(source.fetch(file ?? fail(), path.join(root, 'busy.csv'), later)).resolves.toBeUndefined();
  });

  it('names a missing folder and a missing file', async () => {
    const missing = new FolderSource(path.join(root, 'nowhere'));
    await expect(missing.list()).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('nowhere'),
    });
    const file = { sourceId: source.id, fileId: 'gone.csv', name: 'gone.csv', sizeBytes: 1, fingerprint: '' };
    await expect(source.fetch(file, path.join(root, 'x'), options())).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('gone.csv'),
    });
  });
});

function fail(): never {
  throw new Error('the folder lists no file');
}
