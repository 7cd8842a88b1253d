import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { BlobEntry, Blobs } from '../../../src/storage/blobs/blobs';
import { openBlobs } from '../../../src/storage/blobs/open-blobs';
import { type S3UnderTest, startS3 } from '../../support/s3';
import { tempFolder } from '../../support/temp-folder';

let s3: S3UnderTest;
beforeAll(async () => {
  s3 = await startS3();
  Object.assign(process.env, s3.environment);
});
afterAll(() => s3.close());

const root = tempFolder();
const newFolder = () => mkdtempSync(path.join(root, 'place-'));
const nowMicros = () => Date.now() * 1_000;
const cache = () => ({ folder: newFolder(), maxBytes: 1e9, nowMicros });

const KINDS = {
  'a folder': async () => {
    const folder = newFolder();
    const reopen = () => openBlobs(`file:${folder}`, cache());
    return { blobs: await reopen(), reopen, storedDir: folder, tempDir: path.join(folder, 'tmp') };
  },
  'an S3 bucket': async () => {
    const options = cache();
    const url = s3.newUrl();
    const storedDir = path.join(s3.bucketDir, new URL(url).pathname);
    const reopen = () => openBlobs(url, cache());
    return {
      blobs: await openBlobs(url, options),
      reopen,
      storedDir,
      tempDir: path.join(options.folder, 'tmp'),
    };
  },
};

describe.each(Object.entries(KINDS))('blobs in %s', (_name, open) => {
  let blobs: Blobs;
  let reopen: () => Promise<Blobs>;
  let storedDir: string;
  let tempDir: string;
  beforeEach(async () => {
    ({ blobs, reopen, storedDir, tempDir } = await open());
  });

  const put = (key: string, text: string) => blobs.write(key, (file) => writeFileSync(file, text));
  const read = async (key: string) => readFileSync(await blobs.localPath(key), 'utf8');
  const listed = async (folder: string) => {
    const entries: BlobEntry[] = [];
    for await (const entry of blobs.list(folder)) entries.push(entry);
    return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
  };
  const leftAside = () => readdirSync(tempDir);

  it('has the hash that its maker gives, without another look at the content', async () => {
    const write = (key: string, hashed: string) =>
      blobs.write(
        key,
        (file) => writeFileSync(file, 'content'),
        () => createHash('sha256').update(hashed).digest('hex'),
      );
    await write('a/right', 'content');
    await expect((await reopen()).check('a/right')).resolves.toBe(true);
    const wrong = write('a/wrong', 'other').then(async () => (await reopen()).check('a/wrong'));
    await expect(wrong).rejects.toBeDefined();
  });

  it('publish the whole file and leave no temporary file', async () => {
    const made = await blobs.write('reports/a/report.csv', (file) => {
      writeFileSync(file, 'store_id\n');
      return 42;
    });
    expect(made).toBe(42);
    expect(await read('reports/a/report.csv')).toBe('store_id\n');
    expect(path.extname(await blobs.localPath('reports/a/report.csv'))).toBe('.csv');
    expect(await blobs.sizeBytes('reports/a/report.csv')).toBe(9);
    expect(await blobs.exists('reports/a/report.csv')).toBe(true);
    expect(leftAside()).toEqual([]);
  });

  it('store an empty file', async () => {
    await put('quarantine/a/none.jsonl', '');
    expect(await read('quarantine/a/none.jsonl')).toBe('');
    expect(await blobs.sizeBytes('quarantine/a/none.jsonl')).toBe(0);
  });

  it('publish nothing when the write fails, and keep the old blob', async () => {
    await put('kept.csv', 'old');
    const failing = blobs.write('kept.csv', (file) => {
      writeFileSync(file, 'half of the n');
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(await read('kept.csv')).toBe('old');
    expect(leftAside()).toEqual([]);
  });

  it('return the last write, and leave an earlier path unchanged', async () => {
    await put('reports/a/heat.json', 'first');
    const before = await blobs.localPath('reports/a/heat.json');
    await put('reports/a/heat.json', 'other');
    expect(await read('reports/a/heat.json')).toBe('other');
    // In a folder the path belongs to the key; in a cache it belongs to one content.
    expect(['first', 'other']).toContain(readFileSync(before, 'utf8'));
  });

  it('give equal content the same key, also to concurrent writers', async () => {
    const write = () => blobs.writeHashed('segments', 'parquet', (file) => writeFileSync(file, 'polls'));
    const all = await Promise.all(Array.from({ length: 20 }, write));
    expect(new Set(all.map(({ key }) => key)).size).toBe(1);
    const [first] = all;
    expect(first).toEqual({
      key: expect.stringMatching(/^segments\/[0-9a-f]{64}\.parquet$/),
      sizeBytes: 5,
      made: undefined,
    });
    expect(await read(first?.key ?? '')).toBe('polls');
    expect(await listed('segments')).toHaveLength(1);
    expect(leftAside()).toEqual([]);
  });

  /** Changes one bit of the stored file, and keeps its size and its time. */
  const flipBit = (key: string) => {
    const file = path.join(storedDir, key);
    const [bytes, { atime, mtime }] = [readFileSync(file), statSync(file)];
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    utimesSync(file, atime, mtime);
  };

  it('lose a folder with its last file, and take new files beside that', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `quarantine/ingestion/${index}.jsonl`);
    await Promise.all(
      keys.map(async (key) => {
        await put(key, 'rows');
        await blobs.remove(key);
      }),
    );
    expect(await listed('quarantine')).toEqual([]);
    expect(existsSync(path.join(storedDir, 'quarantine/ingestion'))).toBe(false);
    await put('quarantine/ingestion/0.jsonl', 'rows');
    expect(await read('quarantine/ingestion/0.jsonl')).toBe('rows');
  });

  it('give no content but the one that was written, to a process that opens it first', async () => {
    const { key } = await blobs.writeHashed('inputs/hours', 'parquet', (file) => writeFileSync(file, 'rows'));
    await put('reports/a/report.csv', 'store_id');
    await put('reports/a/report.csv', 'store_id\n');
    await blobs.copy('reports/a/report.csv', 'reports/b/report.csv');
    const keys = [key, 'reports/a/report.csv', 'reports/b/report.csv'];
    for (const each of keys) {
      expect(await (await reopen()).check(each)).toBe(true);
      flipBit(each);
      const damaged = { code: 'STORAGE_DAMAGED', message: expect.stringContaining(each) };
      const later = await reopen();
      await expect(later.localPath(each)).rejects.toMatchObject(damaged);
      await expect(later.check(each)).rejects.toMatchObject(damaged);
      await expect(blobs.check(each)).rejects.toMatchObject(damaged);
      flipBit(each);
      expect(await (await reopen()).check(each)).toBe(true);
    }
  });

  it('heal damaged content that is written again', async () => {
    await put('reports/a/report.csv', 'store_id\n');
    flipBit('reports/a/report.csv');
    await put('reports/a/report.csv', 'store_id\n');
    expect(await (await reopen()).check('reports/a/report.csv')).toBe(true);
  });

  it('open what an earlier release wrote without a hash', async () => {
    mkdirSync(path.join(storedDir, 'reports/old'), { recursive: true });
    writeFileSync(path.join(storedDir, 'reports/old/report.csv'), 'store_id\n');
    expect(await read('reports/old/report.csv')).toBe('store_id\n');
    expect(await blobs.check('reports/old/report.csv')).toBe(false);
  });

  it('create a blob once: of many writers, one writes', async () => {
    const others = await Promise.all(Array.from({ length: 4 }, reopen));
    const writers = [blobs, ...others].flatMap((each) => [each, each]);
    const made = await Promise.all(
      writers.map((each, i) => each.create('commits/log/1.json', (file) => writeFileSync(file, `by ${i}`))),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await read('commits/log/1.json')).toBe(`by ${made.indexOf(true)}`);
    expect(leftAside()).toEqual([]);
  });

  it('name a missing blob and the remedy', async () => {
    const missing = {
      code: 'STORAGE_DAMAGED',
      message: expect.stringContaining('segments/gone.parquet'),
      remedy: expect.stringContaining('backup'),
    };
    await expect(blobs.localPath('segments/gone.parquet')).rejects.toMatchObject(missing);
    await expect(blobs.sizeBytes('segments/gone.parquet')).rejects.toMatchObject(missing);
    await expect(blobs.copy('segments/gone.parquet', 'a/b')).rejects.toMatchObject(missing);
    const ofContent = `segments/${'0'.repeat(64)}.parquet`;
    await expect(blobs.localPath(ofContent)).rejects.toMatchObject({ code: 'STORAGE_DAMAGED' });
    expect(await blobs.exists('segments/gone.parquet')).toBe(false);
    await put('segments/x/y', 'a folder, not a blob');
    expect(await blobs.exists('segments/x/y/z')).toBe(false);
  });

  it.each(['../outside', '/etc/passwd', 'a/../../b', 'a//b', '', '.hidden'])(
    'refuse the key %p',
    async (key) => {
      const refused = { code: 'INVALID_INPUT' };
      await put('a', 'x');
      const calls = [
        () => blobs.localPath(key),
        () => blobs.write(key, () => undefined),
        () => blobs.writeHashed(key, 'csv', (file) => writeFileSync(file, '')),
        () => blobs.scratchPath(key),
        () => blobs.exists(key),
        () => blobs.sizeBytes(key),
        () => blobs.create(key, () => undefined),
        () => blobs.check(key),
        () => blobs.copy('a', key),
        () => blobs.copy(key, 'b'),
        () => listed(key),
        () => blobs.remove(key),
        () => blobs.removeFolder(key),
      ];
      for (const call of calls) await expect(call()).rejects.toMatchObject(refused);
    },
  );

  it('copy a blob, also over another one and twice, as independent blobs', async () => {
    await put('incoming/a', 'rows');
    await put('inputs/a', 'older');
    await blobs.copy('incoming/a', 'inputs/a');
    await blobs.copy('incoming/a', 'inputs/a');
    expect(await read('inputs/a')).toBe('rows');
    await put('incoming/a', 'newer');
    await blobs.removeFolder('incoming');
    expect(await read('inputs/a')).toBe('rows');
    expect(leftAside()).toEqual([]);
  });

  it('give a copy its own date', async () => {
    await put('reports/old/heat.json', 'hours');
    utimesSync(await blobs.localPath('reports/old/heat.json'), 1e9, 1e9);
    const before = nowMicros();
    await blobs.copy('reports/old/heat.json', 'reports/new/heat.json');
    expect((await listed('reports/new'))[0]?.modifiedMicros).toBeGreaterThan(before - 2e6);
  });

  it('list a folder and its subfolders with sizes and times', async () => {
    const before = nowMicros();
    const keys = Array.from({ length: 12 }, (_, i) => `inputs/${i % 3}/${i}.parquet`);
    await Promise.all(keys.map((key) => put(key, 'rows')));
    await put('inputs-too/a', 'another folder');
    const entries = await listed('inputs');
    expect(entries.map(({ key }) => key)).toEqual([...keys].sort());
    for (const { sizeBytes, modifiedMicros } of entries) {
      expect(sizeBytes).toBe(4);
      // S3 returns whole seconds.
      expect(modifiedMicros).toBeGreaterThan(before - 2e6);
      expect(modifiedMicros).toBeLessThan(nowMicros() + 2e6);
    }
    expect(await listed('nowhere')).toEqual([]);
    await blobs.removeFolder('inputs');
    expect(await listed('inputs')).toEqual([]);
    expect(await listed('inputs-too')).toHaveLength(1);
  });

  it('remove a blob, and accept a missing one', async () => {
    await put('quarantine/a.jsonl', 'x');
    await put('quarantine/a.jsonl.more', 'y');
    await blobs.remove('quarantine/a.jsonl');
    await blobs.remove('quarantine/a.jsonl');
    expect(await blobs.exists('quarantine/a.jsonl')).toBe(false);
    await expect(blobs.localPath('quarantine/a.jsonl')).rejects.toMatchObject({ code: 'STORAGE_DAMAGED' });
    expect(await read('quarantine/a.jsonl.more')).toBe('y');
  });

  it('remove a folder with its scratch files, and accept a missing one', async () => {
    await put('reports/b/work/polls.parquet', 'x');
    await put('reports/bc/report.csv', 'another');
    const scratch = await blobs.scratchPath('reports/b/work/part');
    expect(await blobs.scratchPath('reports/b/work/part')).toBe(scratch);
    writeFileSync(scratch, 'half');
    await blobs.removeFolder('reports/b');
    await blobs.removeFolder('reports/b');
    expect(await blobs.exists('reports/b/work/polls.parquet')).toBe(false);
    expect(statSync(scratch, { throwIfNoEntry: false })).toBeUndefined();
    expect(await read('reports/bc/report.csv')).toBe('another');
  });
});

it.each([
  'http://bucket/x',
  's3://',
  's3://key:hunter2@bucket/x',
  's3://bucket/.x',
  's3://bucket/x?y=z',
  'file://host/x',
  'file:',
])('refuses to open %p, and repeats no secret', async (url) => {
  const refused = openBlobs(url, cache());
  await expect(refused).rejects.toMatchObject({
    code: 'SETUP',
    message: expect.stringContaining('LOOPWATCH_BLOBS'),
  });
  await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') });
});

it('opens a folder by its URL', async () => {
  const folder = path.join(newFolder(), 'with blank');
  mkdirSync(folder);
  expect((await openBlobs(new URL(`file://${folder}`).href, cache())).location).toBe(folder);
});
