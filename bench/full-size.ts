/** `npm run bench`: measures Loopwatch and its peers at full size. docs/operations.md explains the output. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { generateDataSet } from '../src/cli/commands/generate';
import { requireEqual } from './equal-results';
import { type Measured, measureApart } from './measured';
import { findPython, runPython } from './peers/python';
import { type Participant, toMarkdown } from './results-text';

const END = '2023-01-25T00:00:00Z';
const NEXT_HOUR_END = '2023-01-25T01:00:00Z';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      stores: { type: 'string', default: '14092' },
      days: { type: 'string', default: '7.75' },
      runs: { type: 'string', default: '3' },
      data: { type: 'string', default: path.join(os.tmpdir(), 'loopwatch-bench-data') },
      write: { type: 'string' },
    },
  });
  const { stores, days, data } = values;
  const nextHour = `${data}-next-hour`;
  const made = await generateDataSet({ stores, days, seed: '1', end: END, out: data });
  await generateDataSet({ stores, days: 1 / 24, seed: '1', end: NEXT_HOUR_END, out: nextHour });
  const work = `${data}-work`;
  try {
    const participants = await measureAll({ data, nextHour, work }, Number(values.runs));
    const polls = made.files.find((file) => file.name === 'store_status.csv');
    const size = `${made.stores} stores, ${days} days, ${polls?.rows ?? 0} polls, ${((polls?.bytes ?? 0) / 1e6).toFixed(1)} MB of CSV`;
    const text = toMarkdown(size, participants);
    console.log(text);
    if (values.write) await writeFile(values.write, text);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

interface Folders {
  readonly data: string;
  readonly nextHour: string;
  readonly work: string;
}

/** The participants take turns, so that other load on the machine affects all of them alike. */
async function measureAll({ data, nextHour, work }: Folders, runs: number): Promise<readonly Participant[]> {
  const python = await findPython(console.error);
  const of = (name: string) => path.join(work, name);
  for (const name of ['loopwatch', 'duckdb', 'pandas']) await mkdir(of(name), { recursive: true });
  const [loopwatch, duckdb, pandas]: Measured[][] = [[], [], []];
  for (let run = 1; run <= runs; run++) {
    console.error(`Run ${run} of ${runs} …`);
    loopwatch?.push(await measureApart('loopwatch-run.js', [data, nextHour, of('loopwatch')]));
    duckdb?.push(await measureApart('peers/duckdb-run.js', [data, of('duckdb')]));
    await requireEqual(of('loopwatch'), of('duckdb'));
    if (python === null) continue;
    pandas?.push(await runPython(python, 'plain_pandas.py', [data, of('pandas')]));
    await requireEqual(of('loopwatch'), of('pandas'));
  }
  const swifter = python && (await runPython(python, 'swifter_steps.py', [data]).catch(notRun));
  return [
    { name: 'loopwatch', runs: loopwatch ?? [] },
    { name: 'duckdb', runs: duckdb ?? [] },
    { name: 'pandas', runs: pandas ?? [] },
    { name: 'swifter', runs: swifter ? [swifter] : [] },
  ];
}

/** The slowest participant. The others are useful without it. */
function notRun(error: unknown): null {
  console.error(error);
  return null;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
