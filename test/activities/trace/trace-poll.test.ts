import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { tracePoll } from '../../../src/activities/trace/trace-poll';
import { requireInstant } from '../../../src/domain/time/instants';
import { FolderSource } from '../../../src/sources/folder-source';
import { ingestByHand } from '../../support/ingest-by-hand';
import { compactByHand } from '../../support/maintain-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder();
const HEADER = 'store_id,status,timestamp_utc\n';

it('names every file and line that gave a poll, also after merging, and of a file that grew and a packed one', async () => {
  const source = path.join(root, 'source');
  mkdirSync(source);
  const ports = await openWorkerPorts(path.join(root, 'data'), [new FolderSource(source)]);
  const at = (hour: string) => `2023-01-22 ${hour}:00.25 UTC`;
  writeFileSync(
    path.join(source, 'polls 1.csv'),
    `${HEADER}b,active,${at('09:00')}\na,active,${at('09:00')}\n`,
  );
  await ingestByHand(ports);
  appendFileSync(path.join(source, 'polls 1.csv'), `a,inactive,${at('09:00')}\na,active,${at('10:00')}\n`);
  await ingestByHand(ports);
  const packed = gzipSync(`store_id;status;timestamp_utc\na;active;2023-01-22T09:00:00.250000Z\n`);
  writeFileSync(path.join(source, 'polls 2.csv.gz'), packed);
  writeFileSync(path.join(source, 'later.csv'), `${HEADER}a,active,2023-01-25 09:00:00 UTC\n`);
  await ingestByHand(ports);
  await compactByHand(ports);

  const poll = { storeId: 'a', atMicros: requireInstant(at('09:00'), 'at') };
  const { lines, notKept } = await tracePoll(ports, poll);
  expect(lines.map(({ name, line, raw }) => [name, line, raw])).toEqual([
    ['polls 1.csv', 3, `a,active,${at('09:00')}`],
    ['polls 1.csv', 4, `a,inactive,${at('09:00')}`],
    ['polls 2.csv.gz', 2, 'a;active;2023-01-22T09:00:00.250000Z'],
  ]);
  expect(lines[1]).toMatchObject({ logVersion: 2, sourceId: `folder:${source}` });
  expect(notKept).toEqual([]);
  expect(await tracePoll(ports, { ...poll, storeId: 'c' })).toEqual({ lines: [], notKept: [] });

  rmSync(path.join(ports.blobs.location, 'deliveries'), { recursive: true });
  expect(await tracePoll(ports, poll)).toEqual({ lines: [], notKept: ['polls 1.csv', 'polls 2.csv.gz'] });
  await ports.catalogue.close();
});
