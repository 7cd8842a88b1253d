import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { FolderSource } from '../../../src/sources/folder-source';
import { ingestByHand } from '../../support/ingest-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder();

it('a large file is kept as it came, what it grows by is compressed, and both make the segments again', async () => {
  const source = path.join(root, 'source');
  mkdirSync(source);
  const ports = await openWorkerPorts(path.join(root, 'data'), [new FolderSource(source)]);
  const file = path.join(source, 'polls.csv');
  const start = Date.UTC(2023, 0, 20);
  const line = (number: number) => {
    const at = new Date(start + (number % 4_000) * 60_000).toISOString();
    return `store-with-a-long-id-${Math.floor(number / 4_000)},active,${at}\n`;
  };
  const lines = Array.from({ length: 360_000 }, (_, number) => line(number)).join('');
  writeFileSync(file, `store_id,status,timestamp_utc\n${lines}`);
  await ingestByHand(ports);
  appendFileSync(file, 'late,active,2023-01-20T00:00:00Z\n');
  await ingestByHand(ports);

  const inBlobs = (folder: string) => readdirSync(path.join(ports.blobs.location, folder));
  const kept = inBlobs('deliveries').map((name) => [
    path.extname(name),
    statSync(path.join(ports.blobs.location, 'deliveries', name)).size < 1_000,
  ]);
  expect(kept.sort()).toEqual([
    ['.gz', true],
    ['.raw', false],
  ]);
  const keys = inBlobs('segments').map((name) => `segments/${name}`);
  expect(keys).toHaveLength(2);
  for (const key of keys) {
    const before = readFileSync(await ports.blobs.localPath(key));
    rmSync(path.join(ports.blobs.location, key));
    expect(readFileSync(await ports.blobs.localPath(key)).equals(before)).toBe(true);
  }
  await ports.catalogue.close();
});
