import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { segmentFiles } from '../../../src/activities/kit/segment-files';
import type { ActivityPorts } from '../../../src/activities/ports';
import { readLog } from '../../../src/frames/log/read-log';
import { FolderSource } from '../../../src/sources/folder-source';
import type { PollSource } from '../../../src/sources/source';
import { ingestByHand } from '../../support/ingest-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { tempFolder } from '../../support/temp-folder';
import { ingestInProcess } from '../../support/workflows-by-hand';

const root = tempFolder();
let next = 0;

/** An ingestion during which another one reads a later content of each file that it has just fetched. */
async function overtaken(
  before: Record<string, string>,
  after: Record<string, string>,
): Promise<ActivityPorts> {
  const folder = path.join(root, String(next++));
  mkdirSync(folder);
  const put = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  };
  const source = new FolderSource(folder);
  const ports = await openWorkerPorts(path.join(folder, 'data'), [source]);
  put(before);
  let isFirst = true;
  const slow: PollSource = {
    id: source.id,
    list: () => source.list(),
    async fetch(file, toPath, options) {
      await source.fetch(file, toPath, options);
      if (!isFirst) return;
      isFirst = false;
      put(after);
      await ingestByHand(ports);
    },
  };
  const summary = await ingestInProcess({ ...ports, sources: [slow] });
  expect(summary.outcomes.every(({ state }) => state !== 'rejected')).toBe(true);
  return ports;
}

it('the later content of a file of polls holds, although the earlier one was to be committed after it', async () => {
  const header = 'store_id,status,timestamp_utc\n';
  const poll = (hour: number, status: string) => `a,${status},2023-01-22 0${hour}:00:00 UTC\n`;
  const { catalogue, blobs } = await overtaken(
    { 'polls.csv': `${header}${poll(0, 'active')}${poll(1, 'active')}` },
    { 'polls.csv': `${header}${poll(0, 'inactive')}${poll(1, 'inactive')}${poll(2, 'active')}` },
  );
  const version = (await catalogue.log.latest())?.version ?? 0;
  const polls = readLog(await segmentFiles(blobs, await catalogue.log.segments(version)), null);
  expect(polls.getColumn('active').toArray()).toEqual([false, false, true]);
  await catalogue.close();
});

it('the later content of a file of hours makes the version in use', async () => {
  const hours = (end: string) => `store_id,day,start_time_local,end_time_local\na,0,09:00,${end}\n`;
  const { catalogue } = await overtaken({ 'hours.csv': hours('17:00') }, { 'hours.csv': hours('18:00:00') });
  expect(await catalogue.inputs.newest('hours')).toMatchObject({ version: 1 });
  const [file] = await catalogue.files.all();
  expect((await catalogue.inputs.current('hours'))?.notes?.recipe).toBeDefined();
  expect(file?.mark?.bytes).toBe(hours('18:00:00').length);
  await catalogue.close();
});
