import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import pl from 'nodejs-polars';
import { FolderSource } from '../../../src/sources/folder-source';
import { openBlobs } from '../../../src/storage/blobs/open-blobs';
import { withFewHandles, withoutRights } from '../../support/processes/use-blobs';
import { smallDisk } from '../../support/small-disk';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder();
const small = smallDisk();
const CACHE = { folder: path.join(root, 'cache'), maxBytes: 1e9, nowMicros: () => 0 };
const onSmallDisk = () => openBlobs(`file:${path.join(small().folder, 'blobs', randomUUID())}`, CACHE);
const POLLS = 'store_id,status,timestamp_utc\n';

describe('a full disk', () => {
  it('is told as such, with the place, and leaves nothing half-written', async () => {
    const blobs = await onSmallDisk();
    await blobs.write('a/before', (file) => writeFile(file, 'before'));
    small().fill();
    const refused = {
      code: 'STORAGE_FULL',
      message: expect.stringContaining(`The disk is full (ENOSPC): ${blobs.location}`),
      remedy: expect.stringContaining('Free some space'),
    };
    const text = 'x'.repeat(100_000);
    await expect(blobs.write('a/b', (file) => writeFile(file, text))).rejects.toMatchObject(refused);
    await expect(blobs.writeHashed('a', 'txt', (file) => writeFile(file, text))).rejects.toMatchObject(
      refused,
    );
    small().free();
    expect(readdirSync(path.join(blobs.location, 'tmp'))).toEqual([]);
    expect(readdirSync(path.join(blobs.location, 'a'))).toEqual(['before', 'before.sha256']);
    await blobs.write('a/b', (file) => writeFile(file, text));
    expect(await blobs.sizeBytes('a/b')).toBe(100_000);
  });

  it('is told as such where polars writes to it', async () => {
    const blobs = await onSmallDisk();
    const frame = pl.DataFrame({ a: Array.from({ length: 100_000 }, (_, row) => row * Math.PI) });
    small().fill();
    await expect(blobs.write('a/b', (file) => frame.writeParquet(file))).rejects.toMatchObject({
      code: 'STORAGE_FULL',
      message: expect.stringContaining('ENOSPC'),
    });
  });

  it('under the copy is no fault of the source', async () => {
    const folder = path.join(root, 'source');
    mkdirSync(folder);
    writeFileSync(
      path.join(folder, 'polls.csv'),
      `${POLLS}${'1,active,2023-01-22 12:00:00 UTC\n'.repeat(1_000)}`,
    );
    const source = new FolderSource(folder);
    const [file] = (await source.list()).files;
    if (!file) throw new Error('no file is listed');
    const to = path.join(small().folder, 'copy');
    const options = { signal: new AbortController().signal, onProgress: () => undefined, partialPath: '' };
    small().fill();
    await expect(source.fetch(file, to, options)).rejects.toMatchObject({
      code: 'STORAGE_FULL',
      message: expect.stringContaining(`(ENOSPC): ${to}`),
    });
    small().free();
    await source.fetch(file, to, options);
  });
});

it('a folder that may not be used is told as such, and no blob of it as missing', async () => {
  const folder = path.join(root, 'closed');
  mkdirSync(folder, { mode: 0 });
  const denied = `UNAVAILABLE: Loopwatch may not use its files (EACCES): ${path.join(folder, 'blobs')}`;
  expect(await withoutRights(folder)).toEqual({ write: denied, localPath: denied, list: denied });
});

it('a process without handles says so, and blames neither blobs nor source', async () => {
  const folder = path.join(root, 'handles');
  mkdirSync(folder);
  const none = (where: string) => `UNAVAILABLE: No more files can be opened (EMFILE): ${where}`;
  const blobs = path.join(folder, 'blobs');
  expect(await withFewHandles(folder)).toEqual({
    write: none(blobs),
    list: none(blobs),
    source: none(folder),
    fetch: none(path.join(folder, 'copy')),
  });
});
