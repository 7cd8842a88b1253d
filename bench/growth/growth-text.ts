import { machineLine } from '../machine-line';
import type { Point, StoresPoint } from './measured-state';

/** The value of the image, unless the environment sets another. */
export const ALLOCATOR = { MALLOC_MMAP_THRESHOLD_: '4194304' };

/** The text of GROWTH.md. */
export function growthText(
  stores: number,
  byStores: readonly StoresPoint[],
  byWeeks: readonly Point[],
): string {
  return [
    '# Growth measurements',
    '',
    `\`npm run growth\`, ${new Date().toISOString().slice(0, 10)}. ${machineLine()}`,
    'A report is timed from its trigger to Completed, with CSV and JSON. Memory is the peak of the worker with its threads, including the ingestion before.',
    `The worker has the allocator setting of the image, \`${Object.entries(ALLOCATOR).flat().join('=')}\`, unless the environment sets another.`,
    '',
    ...(byStores.length > 0 ? storesSection(stores, byStores) : []),
    ...(byWeeks.length > 0 ? weeksSection(stores, byWeeks) : []),
  ].join('\n');
}

function storesSection(stores: number, points: readonly StoresPoint[]): readonly string[] {
  return [
    `## With the stores (7.75 days of log; 1 means ${stores} stores)`,
    '',
    '| stores | first ingestion, s | one more hour, s | report, s | report, ratio to the first | peak memory, GB |',
    '|---|---|---|---|---|---|',
    ...points.map(({ hourSeconds, ...point }) =>
      row([point.size, seconds(point.ingestSeconds), seconds(hourSeconds), ...reportCells(point, points)]),
    ),
    '',
    '![Growth with the stores](plots/stores.svg)',
    '',
  ];
}

function weeksSection(stores: number, points: readonly Point[]): readonly string[] {
  return [
    `## With the log (${stores} stores, one file a week; one worker throughout)`,
    '',
    '| weeks | ingestion of what is new, s | report, s | report, ratio to the first | peak memory, GB |',
    '|---|---|---|---|---|',
    ...points.map((point) => row([point.size, seconds(point.ingestSeconds), ...reportCells(point, points)])),
    '',
    '![Growth with the log](plots/weeks.svg)',
    '',
  ];
}

function reportCells({ reportSeconds, peakGigabytes }: Point, [first]: readonly Point[]): readonly string[] {
  const ratio = reportSeconds / (first?.reportSeconds ?? Number.NaN);
  return [seconds(reportSeconds), ratio.toFixed(2), peakGigabytes.toFixed(2)];
}

function seconds(value: number): string {
  return value.toFixed(2);
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
