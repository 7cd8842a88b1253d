import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { defaultOptions } from '../../support/default-options';
import { storedHistory } from '../../support/stored-history';
import { tempFolder } from '../../support/temp-folder';
import { reportInProcess } from '../../support/workflows-by-hand';

const root = tempFolder();
let next = 0;

const FOLDERS = ['segments', 'stores', 'hours', 'timezones', 'inputs/hours', 'inputs/timezones'];
const HARMS: readonly (readonly [string, (file: string) => void])[] = [
  ['is missing', (file) => rmSync(file)],
  ['has one flipped bit', flipBit],
  ['is cut', (file) => writeFileSync(file, readFileSync(file).subarray(0, 50))],
];

function flipBit(file: string): void {
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 16;
  writeFileSync(file, bytes);
}

async function stored() {
  const history = await storedHistory(path.join(root, String(next++)));
  const { ports, data, open } = history;
  await ports.catalogue.close();
  const blobs = path.join(data, 'blobs');
  const keys = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(blobs, folder)).map((name) => `${folder}/${name}`),
  );
  return { blobs, keys, open };
}

it.each(HARMS)(
  'a file of the log or of the inputs that %s is made again, byte for byte',
  async (_name, harm) => {
    const { blobs, keys, open } = await stored();
    expect(keys.length).toBeGreaterThan(9);
    for (const key of keys) {
      const file = path.join(blobs, key);
      const before = readFileSync(file);
      harm(file);
      const ports = await open();
      expect(readFileSync(await ports.blobs.localPath(key))).toEqual(before);
      expect(await ports.blobs.check(key)).toBe(true);
      await ports.catalogue.close();
    }
  },
);

it('all of them are made again at once', async () => {
  const { blobs, keys, open } = await stored();
  const before = new Map(keys.map((key) => [key, readFileSync(path.join(blobs, key))]));
  for (const folder of FOLDERS) rmSync(path.join(blobs, folder), { recursive: true });
  const ports = await open();
  for (const key of keys) expect(readFileSync(await ports.blobs.localPath(key))).toEqual(before.get(key));
  await ports.catalogue.close();
});

it('without the deliveries a report fails, and names the file, its version and its source: no figures', async () => {
  const { blobs, keys, open } = await stored();
  rmSync(path.join(blobs, 'deliveries'), { recursive: true });
  for (const key of keys.filter((each) => each.startsWith('segments/'))) flipBit(path.join(blobs, key));
  const ports = await open();
  await expect(reportInProcess(ports, { ...defaultOptions(), holdSeconds: 7_000 })).rejects.toThrow(
    /stored file segments\/\w+\.parquet has changed since it was written.* part of version \d+ of the log, (read from store_status\.csv of folder:|merged from)/,
  );
  await ports.catalogue.close();
});

it('a finished file with a flipped bit is not given away', async () => {
  const { blobs, open } = await stored();
  const ports = await open();
  const [report] = await ports.catalogue.reports.page(null, 1, { state: 'Completed' });
  expect(report?.files.length).toBeGreaterThan(0);
  for (const { key } of report?.files ?? []) {
    flipBit(path.join(blobs, key));
    await expect(ports.blobs.localPath(key)).rejects.toMatchObject({
      code: 'STORAGE_DAMAGED',
      message: expect.stringContaining(key),
    });
  }
  await ports.catalogue.close();
});
