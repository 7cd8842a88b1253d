/** `npm run load`: reads and triggers during a full-size report. docs/operations.md explains the results. */
import { rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { generateDataSet } from '../src/cli/commands/generate';
import { startBuiltService } from '../test/support/built-service';
import { longestHoldUp, probing } from './event-loop';
import { machineLine } from './machine-line';
import { memoryOf } from './memory';
import { acceptedSchema, type Row, readStatus, trigger } from './status-reads';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      stores: { type: 'string', default: '14092' },
      days: { type: 'string', default: '7.75' },
      triggers: { type: 'string', default: '200' },
      data: { type: 'string', default: path.join(os.tmpdir(), 'loopwatch-bench-data') },
      write: { type: 'string' },
    },
  });
  const { stores, days, data } = values;
  const triggers = Number(values.triggers);
  await generateDataSet({ stores, days, seed: '1', out: data });
  const holdUps = `${data}-hold-ups`;
  const service = await startBuiltService(data, probing(holdUps));
  try {
    const rows = [
      ...(await longestHoldUp(service.url, holdUps)),
      ...(await readStatus(service.url)),
      ...(await triggerMany(service.url, triggers)),
    ];
    rows.push(['memory of the service at the end, all four processes, GB', await memoryOf(service.process)]);
    const text = toMarkdown(`${stores} stores, ${days} days`, rows);
    console.log(text);
    if (values.write) await writeFile(values.write, text);
  } finally {
    await service.stop();
    await rm(holdUps, { force: true });
  }
}

async function triggerMany(url: string, triggers: number): Promise<readonly Row[]> {
  const startedAt = performance.now();
  const elapsed = () => ((performance.now() - startedAt) / 1_000).toFixed(1);
  const ids = await Promise.all(Array.from({ length: triggers }, () => trigger(url)));
  const answered = elapsed();
  const states: string[] = [];
  for (const id of ids) states.push(await untilEnded(`${url}/api/v1/reports/${id}`));
  return [
    [`${triggers} triggers at once: distinct ids`, String(new Set(ids).size)],
    [`${triggers} triggers at once: all answered, s`, answered],
    [
      `${triggers} triggers at once: completed`,
      String(states.filter((state) => state === 'Completed').length),
    ],
    [`${triggers} triggers at once: all ended, s`, elapsed()],
  ];
}

async function untilEnded(url: string): Promise<string> {
  for (;;) {
    const { state } = acceptedSchema.parse(await (await fetch(`${url}?wait=60s`)).json());
    if (state !== 'Running') return state;
  }
}

function toMarkdown(size: string, rows: readonly Row[]): string {
  return [
    '# Load test results',
    '',
    `\`npm run load\`, ${new Date().toISOString().slice(0, 10)}: ${size}; client, service and Temporal server on one machine.`,
    machineLine(),
    '',
    '| what | value |',
    '|---|---|',
    ...rows.map(([what, value]) => `| ${what} | ${value} |`),
    '',
  ].join('\n');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
