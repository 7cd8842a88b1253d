import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FolderBlobs } from '../../src/store/folder-blobs';
import { tempFolder } from '../support/temp-folder';

describe('FolderBlobs', () => {
  const folder = tempFolder();
  const blobs = new FolderBlobs(folder);

  it('publishes what was made, whole, and leaves nothing aside', async () => {
    const made = await blobs.write('reports/a/report.csv', (file) => {
      writeFileSync(file, 'store_id\n');
      return 42;
    });
    expect(made).toBe(42);
    expect(readFileSync(await blobs.localPath('reports/a/report.csv'), 'utf8')).toBe('store_id\n');
    expect(await blobs.sizeBytes('reports/a/report.csv')).toBe(9);
    expect(readdirSync(path.join(folder, 'tmp'))).toEqual([]);
  });

  it('publishes nothing when the making fails, and keeps what was there', async () => {
    await blobs.write('kept.csv', (file) => writeFileSync(file, 'old'));
    const failing = blobs.write('kept.csv', (file) => {
      writeFileSync(file, 'half of the n');
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(readFileSync(await blobs.localPath('kept.csv'), 'utf8')).toBe('old');
    expect(readdirSync(path.join(folder, 'tmp'))).toEqual([]);
  });

  it('gives equal content the same key, written twice', async () => {
    const write = () => blobs.writeHashed('segments', 'parquet', (file) => writeFileSync(file, 'polls'));
    const [first, second] = [await write(), await write()];
    expect(second).toEqual(first);
    expect(first.key).toMatch(/^segments\/[0-9a-f]{64}\.parquet$/);
    expect(first.sizeBytes).toBe(5);
  });

  it('names the missing blob and what to do', async () => {
    await expect(blobs.localPath('segments/gone.parquet')).rejects.toMatchObject({
      code: 'STORAGE_DAMAGED',
      message: expect.stringContaining('segments/gone.parquet'),
      remedy: expect.stringContaining('backup'),
    });
  });

  it.each(['../outside', '/etc/passwd', 'a/../../b', 'a//b', '', '.hidden'])(
    'refuses the key %p',
    async (key) => {
      await expect(blobs.localPath(key)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      await expect(blobs.write(key, () => undefined)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    },
  );

  it('removes a folder of blobs, and is content where there is none', async () => {
    await blobs.write('reports/b/work/polls.parquet', (file) => writeFileSync(file, 'x'));
    await blobs.removeFolder('reports/b');
    await blobs.removeFolder('reports/b');
    expect(await blobs.exists('reports/b/work/polls.parquet')).toBe(false);
  });
});
