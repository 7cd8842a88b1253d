/** `npm run growth`: how cost grows with stores and with the length of the log; writes bench/GROWTH.md and bench/plots. */
import { fork } from 'node:child_process';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { generateDataSet } from '../../src/cli/generate';
import { formatInstant, MICROS_PER_DAY, requireInstant } from '../../src/domain/instants';
import { growthPlot, type Yardstick } from './growth-plot';
import type { Measured } from './measured-state';

/** As in the image, unless the environment says otherwise. */
const MEMORY = { MALLOC_MMAP_THRESHOLD_: '4194304' };
const LAST_END = requireInstant('2023-01-25T00:00:00Z', 'end');
const IN_PROPORTION: Yardstick = {
  words: 'in proportion to the smallest',
  secondsAt: ({ size }, first) => (size / first.size) * first.reportSeconds,
};
const GOAL: Yardstick = {
  words: '1.2 times that of the first week',
  secondsAt: (_, first) => 1.2 * first.reportSeconds,
};
const measuredSchema = z.array(
  z.object({ ingestSeconds: z.number(), reportSeconds: z.number(), peakGigabytes: z.number() }),
);

/** One size and what it cost. */
export interface Point extends Measured {
  readonly size: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      stores: { type: 'string', default: '14092' },
      factors: { type: 'string', default: '1,2,4,8' },
      weeks: { type: 'string', default: '1,4,13,52' },
      data: { type: 'string', default: path.join(os.tmpdir(), 'loopwatch-growth-data') },
    },
  });
  const stores = Number(values.stores);
  const byStores = await growStores(stores, numbers(values.factors), values.data);
  const byWeeks = await growWeeks(stores, numbers(values.weeks), values.data);
  await rm(values.data, { recursive: true, force: true });
  await mkdir('bench/plots', { recursive: true });
  await writeFile(
    'bench/plots/stores.svg',
    growthPlot(byStores, 'stores, in units of the full size', IN_PROPORTION),
  );
  await writeFile('bench/plots/weeks.svg', growthPlot(byWeeks, 'weeks of log', GOAL));
  const text = toMarkdown(stores, byStores, byWeeks);
  console.log(text);
  await writeFile('bench/GROWTH.md', text);
}

function numbers(list: string): number[] {
  return list.split(',').map(Number);
}

/** A log of a week and a bit for more and more stores, each in a process and a state of its own. */
async function growStores(stores: number, factors: readonly number[], data: string): Promise<Point[]> {
  const points: Point[] = [];
  for (const factor of factors) {
    console.error(`${factor} × ${stores} stores …`);
    const folder = path.join(data, `stores-${factor}`);
    await generateDataSet({ stores: stores * factor, days: 7.75, out: folder });
    const [measured] = await runSteps([[folder]]);
    if (measured) points.push({ size: factor, ...measured });
    await rm(folder, { recursive: true, force: true });
  }
  return points;
}

/** One log that grows week by week. */
async function growWeeks(stores: number, sizes: readonly number[], data: string): Promise<Point[]> {
  const weeks = Math.max(...sizes);
  const folders: string[] = [];
  for (let week = 1; week <= weeks; week++) {
    console.error(`Generating week ${week} of ${weeks} …`);
    folders.push(await generateWeek(stores, week, weeks, data));
  }
  const steps = sizes.map((size, index) => folders.slice(sizes[index - 1] ?? 0, size));
  const measured = await runSteps(steps);
  return measured.map((each, index) => ({ size: sizes[index] ?? 0, ...each }));
}

/** The hours and zones of the stores are the same each week: the first week's files stand for all. */
async function generateWeek(stores: number, week: number, weeks: number, data: string): Promise<string> {
  const folder = path.join(data, `week-${String(week).padStart(3, '0')}`);
  const end = formatInstant(LAST_END - (weeks - week) * 7 * MICROS_PER_DAY);
  if (week === 1) {
    await generateDataSet({ stores, days: 7, end, out: folder });
    return folder;
  }
  const whole = `${folder}-whole`;
  await generateDataSet({ stores, days: 7, end, out: whole });
  await mkdir(folder, { recursive: true });
  await rename(path.join(whole, 'store_status.csv'), path.join(folder, 'store_status.csv'));
  await rm(whole, { recursive: true, force: true });
  return folder;
}

function runSteps(steps: readonly (readonly string[])[]): Promise<Measured[]> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'growth-run.js'), [JSON.stringify(steps)], {
      env: { ...MEMORY, ...process.env },
    });
    child.once('message', (message) => resolve(measuredSchema.parse(message)));
    child.once('exit', (code) => code !== 0 && reject(new Error(`The run ended with exit code ${code}.`)));
  });
}

function toMarkdown(stores: number, byStores: readonly Point[], byWeeks: readonly Point[]): string {
  return [
    '# Growth, measured',
    '',
    `\`npm run growth\`, ${new Date().toISOString().slice(0, 10)}. Machine: ${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}.`,
    'A report is from its trigger to Completed, with CSV and JSON; the memory is the most that the worker, its threads included, has held by then, the ingestion before it included.',
    `The worker has the image’s setting of the allocator, \`${Object.entries(MEMORY).flat().join('=')}\`, unless the environment had another.`,
    '',
    `## With the stores (7.75 days of log; 1 is ${stores} stores)`,
    '',
    ...table('stores', byStores),
    '![Growth with the stores](plots/stores.svg)',
    '',
    `## With the log (${stores} stores, one file a week; one worker all the time)`,
    '',
    ...table('weeks', byWeeks),
    '![Growth with the log](plots/weeks.svg)',
    '',
  ].join('\n');
}

function table(size: string, points: readonly Point[]): string[] {
  const first = points[0]?.reportSeconds ?? Number.NaN;
  return [
    `| ${size} | ingestion of what is new, s | report, s | report, ratio to the first | peak memory, GB |`,
    '|---|---|---|---|---|',
    ...points.map(
      (point) =>
        `| ${point.size} | ${point.ingestSeconds.toFixed(1)} | ${point.reportSeconds.toFixed(2)} | ${(point.reportSeconds / first).toFixed(2)} | ${point.peakGigabytes.toFixed(2)} |`,
    ),
    '',
  ];
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
