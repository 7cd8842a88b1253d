import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { segmentFiles } from '../../../src/activities/kit/segment-files';
import type { ActivityPorts } from '../../../src/activities/ports';
import { compareFiles } from '../../../src/domain/log/file-order';
import { readLog } from '../../../src/frames/log/read-log';
import { FolderSource } from '../../../src/sources/folder-source';
import { ingestByHand } from '../../support/ingest-by-hand';
import { compactByHand } from '../../support/maintain-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { tempFolder } from '../../support/temp-folder';

const HEADER = 'store_id,status,timestamp_utc\n';
const root = tempFolder();
let next = 0;

interface Line {
  readonly store: string;
  readonly hour: number;
  readonly isActive: boolean;
}
interface DeliveredFile {
  readonly source: number;
  readonly name: string;
  readonly lines: readonly Line[];
}
/** One more part of a file, then perhaps a maintenance. */
interface Step {
  readonly file: number;
  readonly lines: number;
  readonly merges: boolean;
}

const line: fc.Arbitrary<Line> = fc.record({
  store: fc.constantFrom('a', 'b'),
  hour: fc.integer({ min: 0, max: 30 }),
  isActive: fc.boolean(),
});
const files = fc.uniqueArray(
  fc.record({
    source: fc.integer({ min: 0, max: 1 }),
    name: fc.constantFrom('polls.csv', 'polls (1).csv', 'polls 9.csv', 'polls 10.csv'),
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
  }),
  { minLength: 2, maxLength: 4, selector: ({ source, name }) => `${source}/${name}` },
);
const steps = fc.array(
  fc.record({ file: fc.nat(3), lines: fc.integer({ min: 1, max: 8 }), merges: fc.boolean() }),
  { minLength: 2, maxLength: 6 },
);

const textOf = ({ store, hour, isActive }: Line) =>
  `${store},${isActive ? 'active' : 'inactive'},${new Date(Date.UTC(2023, 0, 22, hour)).toISOString()}\n`;

/** Delivers the files in these steps, then whatever is left, and reads the log. */
async function deliver(delivered: readonly DeliveredFile[], plan: readonly Step[]): Promise<string[]> {
  const folder = path.join(root, String(next++));
  const folders = [0, 1].map((source) => path.join(folder, `source-${source}`));
  for (const each of folders) mkdirSync(each, { recursive: true });
  const sources = folders.map((each) => new FolderSource(each));
  const ports = await openWorkerPorts(path.join(folder, 'data'), sources);
  const done = delivered.map(() => 0);
  const rest = delivered.map((_, file): Step => ({ file, lines: 99, merges: false }));
  for (const { file: asked, lines, merges } of [...plan, ...rest]) {
    const index = asked % delivered.length;
    const file = delivered[index];
    if (!file) continue;
    done[index] = Math.min(file.lines.length, (done[index] ?? 0) + lines);
    const text = file.lines.slice(0, done[index]).map(textOf).join('');
    writeFileSync(path.join(folders[file.source] ?? '', file.name), `${HEADER}${text}`);
    await ingestByHand(ports);
    if (merges) await compactByHand(ports);
  }
  await ingestByHand(ports);
  const polls = await pollsOf(ports);
  expect(
    readdirSync(path.join(folder, 'data/blobs/incoming'), { recursive: true }).map(String),
  ).not.toContainEqual(expect.stringContaining('rows'));
  await ports.catalogue.close();
  return polls;
}

async function pollsOf({ catalogue, blobs }: ActivityPorts): Promise<string[]> {
  const latest = await catalogue.log.latest();
  const segments = await segmentFiles(blobs, await catalogue.log.segments(latest?.version ?? 0));
  return readLog(segments, null)
    .toRecords()
    .map(({ store_id, at, active }) => `${store_id} ${at} ${active}`)
    .sort();
}

/** What semantics.md says: of two files the later one holds, of one file its later line. */
function expected(delivered: readonly DeliveredFile[]): string[] {
  const ids = ['0', '1'];
  const ordered = [...delivered].sort((a, b) =>
    compareFiles(
      ids,
      { sourceId: String(a.source), fileId: a.name, name: a.name },
      { sourceId: String(b.source), fileId: b.name, name: b.name },
    ),
  );
  const polls = new Map<string, boolean>();
  for (const { lines } of ordered)
    for (const { store, hour, isActive } of lines)
      polls.set(`${store} ${Date.UTC(2023, 0, 22, hour) * 1_000}`, isActive);
  return [...polls].map(([key, isActive]) => `${key} ${isActive}`).sort();
}

it('any order, splitting and repetition of deliveries gives the same polls: those of the later file and line', async () => {
  await fc.assert(
    fc.asyncProperty(files, steps, async (delivered, plan) => {
      expect(await deliver(delivered, plan)).toEqual(expected(delivered));
    }),
    { numRuns: 25 },
  );
});

it('says so where a later file disagrees, and what it said is not kept any more', async () => {
  const folder = path.join(root, String(next++));
  mkdirSync(folder);
  const ports = await openWorkerPorts(path.join(folder, 'data'), [new FolderSource(folder)]);
  const forgetful = { ...ports, retention: { ...ports.retention, deliveriesDays: 0 } };
  const put = (name: string, status: string) =>
    writeFileSync(path.join(folder, name), `${HEADER}a,${status},2023-01-22 00:00:00 UTC\n`);
  put('polls 2.csv', 'active');
  await ingestByHand(forgetful);
  put('polls 1.csv', 'inactive');
  expect(await ingestByHand(forgetful)).toMatchObject([
    { accepted: 1, disagreements: 1, message: expect.stringContaining('Later files, such as polls 2.csv') },
  ]);
  await ports.catalogue.close();
});
