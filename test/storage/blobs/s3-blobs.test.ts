import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Blobs } from '../../../src/storage/blobs/blobs';
import { S3Blobs } from '../../../src/storage/blobs/s3/s3-blobs';
import { parseS3Place } from '../../../src/storage/blobs/s3/s3-place';
import { type FaultyProxy, startFaultyProxy } from '../../support/peers/faulty-proxy';
import { type S3UnderTest, startS3 } from '../../support/s3';
import { tempFolder } from '../../support/temp-folder';

const MEBIBYTE = 1024 ** 2;
const MICROS_PER_HOUR = 3_600e6;
const root = tempFolder();
const newFolder = () => mkdtempSync(path.join(root, 'cache-'));
let s3: S3UnderTest;
let url: string;
let raw: S3Client;

beforeAll(async () => {
  s3 = await startS3();
  Object.assign(process.env, s3.environment);
  raw = new S3Client({ forcePathStyle: true });
});
afterAll(() => s3.close());
beforeEach(() => {
  url = s3.newUrl();
});

interface Machine {
  readonly folder?: string;
  readonly maxBytes?: number;
  readonly nowMicros?: () => number;
}

/** The blobs of one machine, with its own cache. */
function machine({
  folder = newFolder(),
  maxBytes = 1e9,
  nowMicros = () => Date.now() * 1_000,
}: Machine = {}) {
  const options = { cache: { folder, maxBytes, nowMicros }, multipartBytes: 5 * MEBIBYTE, pageKeys: 3 };
  return { folder, blobs: new S3Blobs(parseS3Place(url), options) };
}

const at = (key: string) => {
  const { bucket, prefix } = parseS3Place(url);
  return { Bucket: bucket, Key: `${prefix}${key}` };
};
const put = (blobs: Blobs, key: string, content: string | Buffer) =>
  blobs.write(key, (file) => writeFileSync(file, content));
const putHashed = (blobs: Blobs, content: string | Buffer) =>
  blobs.writeHashed('segments', 'parquet', (file) => writeFileSync(file, content));
const read = async (blobs: Blobs, key: string) => readFileSync(await blobs.localPath(key), 'utf8');
const keptIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

/** Blobs opened inside reach the server through a faulty connection. */
async function through(
  faults: Parameters<typeof startFaultyProxy>[1],
  use: (proxy: FaultyProxy) => Promise<void>,
): Promise<void> {
  const proxy = await startFaultyProxy(s3.environment.AWS_ENDPOINT_URL_S3 ?? '', faults);
  process.env.AWS_ENDPOINT_URL_S3 = proxy.url;
  try {
    await use(proxy);
  } finally {
    Object.assign(process.env, s3.environment);
    await proxy.close();
  }
}

describe('several machines', () => {
  it('see what the others write and rewrite', async () => {
    const [one, other] = [machine().blobs, machine().blobs];
    await put(one, 'reports/a/heat.json', 'first');
    expect(await read(other, 'reports/a/heat.json')).toBe('first');
    const before = await other.localPath('reports/a/heat.json');
    await put(one, 'reports/a/heat.json', 'other');
    expect(await read(other, 'reports/a/heat.json')).toBe('other');
    expect(readFileSync(before, 'utf8')).toBe('first');
    await one.removeFolder('reports/a');
    await expect(other.localPath('reports/a/heat.json')).rejects.toMatchObject({ code: 'STORAGE_DAMAGED' });
  });

  it('write the same content at once: all succeed with one object', async () => {
    const machines = Array.from({ length: 8 }, () => machine().blobs);
    const results = await Promise.all(
      machines.flatMap((blobs) => [putHashed(blobs, 'polls'), putHashed(blobs, 'polls')]),
    );
    expect(new Set(results.map(({ key }) => key)).size).toBe(1);
    expect(await read(machine().blobs, results[0]?.key ?? '')).toBe('polls');
  });

  it('refuse an object whose content does not match its key', async () => {
    const { key } = await putHashed(machine().blobs, 'polls');
    await raw.send(new PutObjectCommand({ ...at(key), Body: 'cut' }));
    await expect(putHashed(machine().blobs, 'polls')).rejects.toMatchObject({ code: 'STORAGE_DAMAGED' });
  });

  it('renew the date of content that is written again much later', async () => {
    const { key } = await putHashed(machine().blobs, 'polls');
    const { LastModified: first } = await raw.send(new HeadObjectCommand(at(key)));
    const copied = jest.spyOn(S3Client.prototype, 'send');
    try {
      await putHashed(machine().blobs, 'polls');
      const commands = () => copied.mock.calls.map(([command]) => command.constructor.name);
      expect(commands()).not.toContain('CopyObjectCommand');
      const later = () => Date.now() * 1_000 + 2 * MICROS_PER_HOUR;
      await putHashed(machine({ nowMicros: later }).blobs, 'polls');
      expect(commands()).toContain('CopyObjectCommand');
    } finally {
      copied.mockRestore();
    }
    const { LastModified: last } = await raw.send(new HeadObjectCommand(at(key)));
    expect(last?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? Number.POSITIVE_INFINITY);
    expect(await read(machine().blobs, key)).toBe('polls');
  });
});

it('lists and removes a folder page by page', async () => {
  const { blobs, folder } = machine();
  const keys = Array.from({ length: 8 }, (_, i) => `reports/a/work/${i}.parquet`);
  await Promise.all(keys.map((key) => put(blobs, key, 'rows')));
  const listed: string[] = [];
  for await (const { key } of blobs.list('reports')) listed.push(key);
  expect(listed.sort()).toEqual(keys);
  await blobs.removeFolder('reports/a');
  expect(await blobs.list('reports')[Symbol.asyncIterator]().next()).toMatchObject({ done: true });
  expect(keptIn(folder)).toEqual([]);
});

describe('large files', () => {
  const large = Buffer.alloc(11 * MEBIBYTE, 'polls of stores, ');

  it('are uploaded as multipart uploads and downloaded whole', async () => {
    const { key, sizeBytes } = await putHashed(machine().blobs, large);
    expect(sizeBytes).toBe(large.length);
    const { ETag } = await raw.send(new HeadObjectCommand(at(key)));
    expect(ETag).toMatch(/-3"$/);
    const other = machine().blobs;
    expect(readFileSync(await other.localPath(key)).equals(large)).toBe(true);
    expect(await putHashed(other, large)).toMatchObject({ key });
    await put(other, 'incoming/a/large', large);
    expect(readFileSync(await machine().blobs.localPath('incoming/a/large')).equals(large)).toBe(true);
  });

  it('are written once by concurrent writers, and leave no multipart upload', async () => {
    const machines = Array.from({ length: 3 }, () => machine().blobs);
    const results = await Promise.all(machines.map((blobs) => putHashed(blobs, large)));
    expect(new Set(results.map(({ key }) => key)).size).toBe(1);
    expect(await partsUnder()).toEqual([]);
  });

  it('leave no multipart upload when the upload fails midway', async () => {
    const isSecond = ({ method, url: path }: IncomingMessage) =>
      method === 'PUT' && path?.includes('partNumber=2&') === true;
    const { blobs, folder } = machine();
    await through({ cutRequest: isSecond }, async (proxy) => {
      const behind = machine({ folder }).blobs;
      await expect(put(behind, 'incoming/a/large', large)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      // The SDK retries each piece before the upload fails.
      expect(proxy.cuts()).toBe(4);
    });
    expect(await partsUnder()).toEqual([]);
    expect(await blobs.exists('incoming/a/large')).toBe(false);
    expect(keptIn(folder)).toEqual([]);
  });

  it('fail when the server stops midway, and upload once it is back', async () => {
    const { blobs } = machine();
    let killed: Promise<void> | null = null;
    const isPart = ({ url: path }: IncomingMessage) => {
      if (path?.includes('partNumber=')) killed ??= s3.kill();
      return false;
    };
    await through({ cutRequest: isPart }, async () => {
      const failing = putHashed(machine().blobs, large);
      await expect(failing).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await killed;
    });
    await s3.revive();
    const { key } = await putHashed(blobs, large);
    expect(readFileSync(await machine().blobs.localPath(key)).equals(large)).toBe(true);
  });

  async function partsUnder() {
    const { bucket, prefix } = parseS3Place(url);
    const { Uploads } = await raw.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix }));
    return Uploads ?? [];
  }
});

describe('the cache', () => {
  it('saves the writer its download, and a reader the second download', async () => {
    const [{ blobs: writer }, { blobs: reader, folder }] = [machine(), machine()];
    const { key } = await putHashed(writer, 'polls');
    await put(writer, 'reports/a/report.csv', 'rows');
    const sent = jest.spyOn(S3Client.prototype, 'send');
    const downloads = () => sent.mock.calls.filter(([command]) => command instanceof GetObjectCommand).length;
    try {
      await read(writer, key);
      await read(writer, 'reports/a/report.csv');
      expect(downloads()).toBe(0);
      const paths = await Promise.all(Array.from({ length: 30 }, () => reader.localPath(key)));
      expect(new Set(paths).size).toBe(1);
      await Promise.all(Array.from({ length: 30 }, () => reader.localPath('reports/a/report.csv')));
      expect(downloads()).toBe(2);
      await read(machine({ folder }).blobs, key);
      expect(downloads()).toBe(2);
    } finally {
      sent.mockRestore();
    }
  });

  it('evicts the least recently used files above its limit, but none of the last hour', async () => {
    let now = Date.now() * 1_000;
    const nowMicros = () => now;
    const { blobs, folder } = machine({ maxBytes: 3_000, nowMicros });
    const keys = ['inputs/0', 'inputs/1', 'inputs/2', 'inputs/3', 'inputs/4'];
    const kept = () => keys.filter((key) => keptIn(folder).some((file) => file.includes(`kept/${key}/`)));
    for (const key of keys) {
      await put(blobs, key, Buffer.alloc(1_000));
      now += 1e6;
    }
    // Above the limit, but each was used within the last hour.
    expect(kept()).toEqual(keys);
    now += MICROS_PER_HOUR / 3;
    await blobs.localPath('inputs/0');
    now += MICROS_PER_HOUR / 3;
    const held = await blobs.localPath('inputs/1');
    now += MICROS_PER_HOUR / 2;
    await put(blobs, 'inputs/5', Buffer.alloc(1_000));
    expect(kept()).toEqual(['inputs/0', 'inputs/1']);
    expect(statSync(held).size).toBe(1_000);
    // An evicted file is downloaded again on request.
    expect(statSync(await blobs.localPath('inputs/2')).size).toBe(1_000);
  });

  it('keeps a path that is requested repeatedly, under few names', async () => {
    let now = Date.now() * 1_000;
    const nowMicros = () => now;
    const { blobs, folder } = machine({ maxBytes: 10, nowMicros });
    const { key } = await putHashed(blobs, 'polls');
    for (let i = 0; i < 20; i++) {
      now += MICROS_PER_HOUR * 0.7;
      const held = await blobs.localPath(key);
      now += MICROS_PER_HOUR * 0.2;
      await put(blobs, `inputs/${i}`, 'makes room is looked for');
      expect(readFileSync(held, 'utf8')).toBe('polls');
    }
    expect(keptIn(folder).filter((file) => file.includes('kept/segments/')).length).toBeLessThan(5);
  });

  it('is shared by the processes of a machine: no process evicts what another one uses', async () => {
    let now = Date.now() * 1_000;
    const nowMicros = () => now;
    const { blobs: api, folder } = machine({ maxBytes: 10, nowMicros });
    const { blobs: worker } = machine({ folder, maxBytes: 10, nowMicros });
    const { key } = await putHashed(api, 'polls');
    const idle = await api.localPath(key);
    now += 2 * MICROS_PER_HOUR;
    const held = await api.localPath(key);
    // The other process just saw that it was idle.
    rmSync(idle);
    expect(readFileSync(held, 'utf8')).toBe('polls');
    await put(worker, 'inputs/a', 'room is needed, and much of it');
    expect(readFileSync(held, 'utf8')).toBe('polls');
    now += 2 * MICROS_PER_HOUR;
    await put(worker, 'inputs/b', 'room is needed, and much of it');
    expect(statSync(held, { throwIfNoEntry: false })).toBeUndefined();
    expect(await read(api, key)).toBe('polls');
  });

  it('removes temporary files of ended processes', async () => {
    const now = Date.now() * 1_000;
    const { blobs, folder } = machine({ maxBytes: 10 });
    await put(blobs, 'inputs/a', 'x');
    writeFileSync(path.join(folder, 'tmp/left'), 'half');
    writeFileSync(await blobs.scratchPath('incoming/a/part'), 'half');
    const later = machine({ folder, maxBytes: 10, nowMicros: () => now + 25 * MICROS_PER_HOUR });
    await put(later.blobs, 'inputs/b', 'more than ten bytes');
    expect(keptIn(folder).map((file) => path.basename(path.dirname(file)))).toEqual(['b']);
  });
});

describe('a server that fails', () => {
  it('is UNAVAILABLE while it is down, and works again once it is back', async () => {
    const { blobs } = machine();
    await put(blobs, 'reports/a/report.csv', 'rows');
    const { key } = await putHashed(blobs, 'polls');
    await s3.kill();
    try {
      const away = { code: 'UNAVAILABLE', message: expect.stringContaining('does not answer') };
      const calls = [
        () => blobs.localPath('reports/a/report.csv'),
        () => put(blobs, 'reports/a/more.csv', 'x'),
        () => putHashed(blobs, 'other polls'),
        () => blobs.exists(key),
        () => blobs.sizeBytes(key),
        () => blobs.copy(key, 'reports/a/copy'),
        () => blobs.remove(key),
        () => blobs.removeFolder('reports'),
        () => blobs.list('reports')[Symbol.asyncIterator]().next(),
      ];
      for (const call of calls) await expect(call()).rejects.toMatchObject(away);
      // Cached content needs no server.
      expect(await read(blobs, key)).toBe('polls');
    } finally {
      await s3.revive();
    }
    expect(await read(machine().blobs, 'reports/a/report.csv')).toBe('rows');
    await put(blobs, 'reports/a/more.csv', 'x');
    expect(await blobs.exists(key)).toBe(true);
  });

  it('leaves no partial file when a download is cut', async () => {
    await put(machine().blobs, 'reports/a/report.csv', 'rows');
    const { key } = await putHashed(machine().blobs, Buffer.alloc(3 * MEBIBYTE, 'polls'));
    const { blobs, folder } = machine();
    await through({ cutAnswer: ({ method }) => method === 'GET' }, async (proxy) => {
      const behind = machine({ folder }).blobs;
      for (const cut of [key, 'reports/a/report.csv'])
        await expect(behind.localPath(cut)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      expect(proxy.cuts()).toBe(2);
    });
    expect(keptIn(folder)).toEqual([]);
    expect(await read(blobs, 'reports/a/report.csv')).toBe('rows');
    expect(statSync(await blobs.localPath(key)).size).toBe(3 * MEBIBYTE);
  });

  it.each([
    ['another secret', { AWS_SECRET_ACCESS_KEY: 'hunter2' }],
    ['an unknown key', { AWS_ACCESS_KEY_ID: 'hunter2' }],
    ['another region', { AWS_REGION: 'eu-west-1' }],
    [
      'no credentials',
      { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' },
    ],
    ['no region', { AWS_REGION: '', AWS_DEFAULT_REGION: '', AWS_CONFIG_FILE: '/nonexistent' }],
  ])('is a SETUP error with %s, without secrets', async (_what, environment) => {
    const before = { ...process.env };
    try {
      Object.assign(process.env, environment);
      const { blobs } = machine();
      for (const call of [
        () => put(blobs, 'a/b', 'x'),
        () => blobs.localPath('a/b'),
        () => blobs.localPath(`segments/${'a'.repeat(64)}.parquet`),
        () => blobs.exists('a/b'),
        () => blobs.removeFolder('a'),
      ]) {
        const failed = await call().then(
          () => null,
          (error: unknown) => error,
        );
        expect(failed).toMatchObject({ code: 'SETUP', remedy: expect.stringContaining('LOOPWATCH_BLOBS') });
        expect(JSON.stringify([failed, String(failed)])).not.toContain('hunter2');
        expect(failed).not.toHaveProperty('cause');
      }
    } finally {
      for (const name of Object.keys(environment)) delete process.env[name];
      Object.assign(process.env, before);
    }
  });

  it('is a SETUP error without the bucket', async () => {
    url = 's3://no-such-bucket/x?path-style=true';
    const { blobs } = machine();
    for (const call of [
      () => put(blobs, 'a/b', 'x'),
      () => blobs.localPath('a/b'),
      () => blobs.exists('a/b'),
      () => blobs.removeFolder('a'),
      () => blobs.localPath(`segments/${'a'.repeat(64)}.parquet`),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'SETUP' });
  });
});
