/** `npm run bench`: makes the full-size data set and measures Loopwatch on it; docs/operations.md says how to read it. */
import { fork } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { generateDataSet } from '../src/cli/generate';

const measuredSchema = z.record(z.string(), z.number());

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
  const made = await generateDataSet({ stores, days, seed: '1', out: data });
  const polls = made.files.find((file) => file.name === 'store_status.csv');
  const runs: Record<string, number>[] = [];
  for (let run = 1; run <= Number(values.runs); run++) {
    console.error(`Run ${run} of ${values.runs} …`);
    runs.push(await oneRun(data));
  }
  const size = `${made.stores} stores, ${days} days, ${polls?.rows ?? 0} polls, ${((polls?.bytes ?? 0) / 1e6).toFixed(1)} MB of CSV`;
  const text = toMarkdown(size, runs);
  console.log(text);
  if (values.write) await writeFile(values.write, text);
}

function oneRun(data: string): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'one-run.js'), [data]);
    child.once('message', (message) => resolve(measuredSchema.parse(message)));
    child.once('exit', (code) => code !== 0 && reject(new Error(`The run ended with exit code ${code}.`)));
  });
}

function toMarkdown(size: string, runs: readonly Record<string, number>[]): string {
  const names = Object.keys(runs[0] ?? {});
  const rows = names.map((name) => {
    const values = runs.map((run) => run[name] ?? 0).sort((a, b) => a - b);
    const cells = [values[Math.floor(values.length / 2)], values[0], values.at(-1)];
    return `| ${name} | ${cells.map((value) => (value ?? 0).toFixed(2)).join(' | ')} |`;
  });
  return [
    '# Measured',
    '',
    `\`npm run bench\`, ${new Date().toISOString().slice(0, 10)}: ${size}; ${runs.length} runs, each in a new process with an empty state.`,
    `Machine: ${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${os.platform()}.`,
    'Seconds, unless the name says otherwise. Machines differ: compare ratios of one run, not figures of two machines.',
    '',
    '| what | median | least | most |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
