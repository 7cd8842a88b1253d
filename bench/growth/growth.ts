/** `npm run growth`: measures the cost of more stores and a longer log, for GROWTH.md and its plots. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { generateDataSet } from '../../src/cli/commands/generate';
import type { GenerateOptions } from '../../src/domain/generate/generate-options';
import {
  formatInstant,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  requireInstant,
} from '../../src/domain/time/instants';
import { runApart } from '../measured';
import { growthPlot, type Yardstick } from './growth-plot';
import { ALLOCATOR, growthText } from './growth-text';
import { type MeasuredGrowth, measuredGrowthSchema, type Point, type StoresPoint } from './measured-state';

const LAST_END = requireInstant('2023-01-25T00:00:00Z', 'end');
const IN_PROPORTION: Yardstick = {
  words: 'in proportion to the smallest',
  secondsAt: (size, first) => (size / first.size) * first.reportSeconds,
};
const GOAL: Yardstick = {
  words: '1.2 times that of the first week',
  secondsAt: (_, first) => 1.2 * first.reportSeconds,
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      stores: { type: 'string', default: '14092' },
      factors: { type: 'string', default: '1,2,4,8' },
      weeks: { type: 'string', default: '1,4,13,52' },
      data: { type: 'string', default: path.join(os.tmpdir(), 'loopwatch-growth-data') },
      out: { type: 'string', default: 'bench' },
    },
  });
  const stores = Number(values.stores);
  const byStores = await growStores(stores, numbers(values.factors), values.data);
  const byWeeks = await growWeeks(stores, numbers(values.weeks), values.data);
  await rm(values.data, { recursive: true, force: true });
  const plots = [
    { name: 'stores', points: byStores, unit: 'stores, in units of the full size', yardstick: IN_PROPORTION },
    { name: 'weeks', points: byWeeks, unit: 'weeks of log', yardstick: GOAL },
  ].filter(({ points }) => points.length > 0);
  await writeResults(
    values.out,
    growthText(stores, byStores, byWeeks),
    plots.map(({ name, points, unit, yardstick }) => ({ name, svg: growthPlot(points, unit, yardstick) })),
  );
}

async function writeResults(
  folder: string,
  text: string,
  plots: readonly { readonly name: string; readonly svg: string }[],
): Promise<void> {
  await mkdir(path.join(folder, 'plots'), { recursive: true });
  for (const { name, svg } of plots) await writeFile(path.join(folder, 'plots', `${name}.svg`), svg);
  await writeFile(path.join(folder, 'GROWTH.md'), text);
  console.log(text);
}

/** An empty list skips the measurement. */
function numbers(list: string): number[] {
  return list.split(',').filter(Boolean).map(Number);
}

/** A log of 7.75 days for more and more stores, each in its own process with its own state. */
async function growStores(
  stores: number,
  factors: readonly number[],
  data: string,
): Promise<readonly StoresPoint[]> {
  const points: StoresPoint[] = [];
  for (const factor of factors) {
    console.error(`${factor} × ${stores} stores …`);
    const folders = [path.join(data, `stores-${factor}`), path.join(data, `stores-${factor}-hour`)] as const;
    await generateDataSet({
      stores: stores * factor,
      days: 7.75,
      end: formatInstant(LAST_END),
      out: folders[0],
    });
    const hourEnd = formatInstant(LAST_END + MICROS_PER_HOUR);
    await generatePolls({ stores: stores * factor, days: 1 / 24, end: hourEnd, out: folders[1] });
    const { measured, hourSeconds } = await runSteps([[folders[0]]], folders[1]);
    points.push(
      ...measured.map((point) => ({ size: factor, ...point, hourSeconds: hourSeconds ?? Number.NaN })),
    );
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
  return points;
}

/** One log that grows week by week. */
async function growWeeks(stores: number, sizes: readonly number[], data: string): Promise<Point[]> {
  if (sizes.length === 0) return [];
  const weeks = Math.max(...sizes);
  const folders: string[] = [];
  for (let week = 1; week <= weeks; week++) {
    console.error(`Generating week ${week} of ${weeks} …`);
    folders.push(await generateWeek(stores, week, weeks, data));
  }
  const steps = sizes.map((size, index) => folders.slice(sizes[index - 1] ?? 0, size));
  const { measured } = await runSteps(steps);
  return measured.map((each, index) => ({ size: sizes[index] ?? 0, ...each }));
}

async function generateWeek(stores: number, week: number, weeks: number, data: string): Promise<string> {
  const folder = path.join(data, `week-${String(week).padStart(3, '0')}`);
  const end = formatInstant(LAST_END - (weeks - week) * 7 * MICROS_PER_DAY);
  await (week === 1 ? generateDataSet : generatePolls)({ stores, days: 7, end, out: folder });
  return folder;
}

/** Only the polls: hours and zones of the stores never change. */
async function generatePolls(options: GenerateOptions & { readonly out: string }): Promise<void> {
  const whole = `${options.out}-whole`;
  await generateDataSet({ ...options, out: whole });
  await mkdir(options.out, { recursive: true });
  await rename(path.join(whole, 'store_status.csv'), path.join(options.out, 'store_status.csv'));
  await rm(whole, { recursive: true, force: true });
}

function runSteps(
  steps: readonly (readonly string[])[],
  hourFolder: string | null = null,
): Promise<MeasuredGrowth> {
  const asked = JSON.stringify({ steps, hourFolder });
  return runApart('growth/growth-run.js', [asked], measuredGrowthSchema, { ...ALLOCATOR, ...process.env });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
