import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { FORMATS } from '../src/contract/formats';
import { reportApiPath, reportFilePath, reportPagePath } from '../src/contract/report-addresses';
import { acceptedSchema, type Row } from './status-reads';

const REPORTS = 5;

/** Makes the built service record the blocks of its event loop in a file. */
export function probing(file: string): Readonly<Record<string, string>> {
  return { HOLD_UPS_FILE: file, NODE_OPTIONS: `--require ${path.join(__dirname, 'hold-up-probe.js')}` };
}

/**
 * The longest block of the API process, while full-size reports are made in all formats and a client reads the previous
 * report again and again: its state, its pages and its files.
 */
export async function longestHoldUp(url: string, file: string): Promise<readonly Row[]> {
  let before = await makeReport(url);
  await readAll(url, before);
  const startedAt = Date.now();
  let reads = 0;
  for (let report = 0; report < REPORTS; report++) {
    const next = await trigger(url);
    do reads += await readAll(url, before);
    while ((await stateOf(url, next)) === 'Running');
    before = next;
  }
  const holdUps = (await readHoldUps(file)).filter(({ at }) => at >= startedAt);
  const longest = (millis: readonly number[]) => Math.max(0, ...millis).toFixed(0);
  return [
    [`reads beside ${REPORTS} full-size reports in all formats`, String(reads)],
    ['event loop of the API: longest block, ms', longest(holdUps.map(({ held }) => held))],
    ['longest block by its own work, without waiting for a core, ms', longest(holdUps.map(({ ran }) => ran))],
  ];
}

async function readHoldUps(file: string) {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => {
    const [at = 0, held = 0, ran = 0] = line.split(' ').map(Number);
    return { at, held, ran };
  });
}

/** @returns the number of answers read to their end. */
async function readAll(url: string, id: string): Promise<number> {
  const paths = [
    reportApiPath(id),
    reportPagePath(id),
    `${reportPagePath(id)}/stores`,
    `${reportApiPath(id)}/summary`,
    `${reportApiPath(id)}/stores?limit=500`,
    ...FORMATS.map((format) => reportFilePath(id, format)),
  ];
  for (const path of paths) {
    const answer = await fetch(`${url}${path}`);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}.`);
  }
  return paths.length;
}

async function makeReport(url: string): Promise<string> {
  const id = await trigger(url);
  while ((await stateOf(url, id)) === 'Running');
  return id;
}

async function trigger(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ formats: FORMATS }),
  });
  return acceptedSchema.parse(await answer.json()).report_id;
}

async function stateOf(url: string, id: string): Promise<string> {
  return acceptedSchema.parse(await (await fetch(`${url}${reportApiPath(id)}`)).json()).state;
}
