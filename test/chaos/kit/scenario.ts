import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ActivityPorts } from '../../../src/activities/ports';
import type { ReportOptions } from '../../../src/contract/report';
import { defaultOptions } from '../../support/default-options';
import { daysLater } from '../../support/maintain-by-hand';
import {
  ingestInProcess,
  maintainInProcess,
  type Past,
  reportInProcess,
} from '../../support/workflows-by-hand';

const POLLS = 'store_id,status,timestamp_utc\n';
const HOURS = 'store_id,day,start_time_local,end_time_local\n';
const ZONES = 'store_id,timezone_str\n';
const STORES = ['a', 'b', 'c'] as const;
/** A full history of a service: each step with what people deliver before it. */
export const STEPS: readonly Step[] = [
  {
    name: 'first ingestion',
    deliver: (folder) => {
      put(folder, 'polls.csv', POLLS + polls(20, [1, 2]));
      put(folder, 'hours.csv', `${HOURS}a,4,09:00,17:00\nb,4,00:00,12:00\n`);
      put(folder, 'zones.csv', `${ZONES}a,America/New_York\nc,UTC\n`);
    },
    run: ingest,
  },
  { name: 'report', deliver: nothing, run: reportOf({ formats: ['csv', 'json'] }) },
  {
    name: 'a file grew and another came',
    deliver: (folder) => {
      appendFileSync(path.join(folder, 'polls.csv'), `${polls(20, [3])}a,broken,2023-01-20 04:00:00 UTC\n`);
      put(folder, 'late.csv', POLLS + polls(20, [0]));
    },
    run: ingest,
  },
  {
    name: 'hours changed',
    deliver: (folder) => {
      put(folder, 'hours.csv', `${HOURS}a,4,10:00,18:00\nb,4,00:00,12:00\n`);
      put(folder, 'next.csv', POLLS + polls(22, [5]));
      put(folder, 'odd.csv', 'store_id,status\na,active\n');
    },
    run: ingest,
  },
  { name: 'maintenance', deliver: nothing, run: maintain },
  { name: 'second report', deliver: nothing, run: reportOf({ method: 'count', formats: ['csv'] }) },
];

export interface Step {
  readonly name: string;
  readonly deliver: (folder: string) => void;
  readonly run: (ports: ActivityPorts, past: Past) => Promise<unknown>;
}

/** Every poll that is delivered, once each. */
export const ALL_POLLS: readonly string[] = [...linesOf(20, [0, 1, 2, 3]), ...linesOf(22, [5])].sort();

export function newSource(folder: string): string {
  const source = path.join(folder, 'source');
  mkdirSync(source, { recursive: true });
  return source;
}

async function ingest(ports: ActivityPorts, past: Past): Promise<void> {
  const { outcomes, problems, message } = await ingestInProcess(ports, past);
  const isBad = outcomes.some(({ state, name }) => state === 'rejected' && name !== 'odd.csv');
  if (isBad || problems.length > 0) throw new Error(message);
}

function reportOf(options: Partial<ReportOptions>): Step['run'] {
  return (ports, past) => reportInProcess(ports, { ...defaultOptions(), ...options }, past);
}

async function maintain(ports: ActivityPorts, past: Past): Promise<void> {
  // By then what nothing needs is old enough to be swept.
  const { problems } = await maintainInProcess(daysLater(ports, 2), past);
  if (problems.length > 0) throw new Error(problems.join(' '));
}

function put(folder: string, name: string, text: string): void {
  writeFileSync(path.join(folder, name), text);
}

function nothing(): void {}

function polls(day: number, hours: readonly number[]): string {
  return linesOf(day, hours)
    .map((line) => `${line.replaceAll('|', ',')}\n`)
    .join('');
}

function linesOf(day: number, hours: readonly number[]): string[] {
  return hours.flatMap((hour) =>
    STORES.map((store, index) => {
      const status = (hour + index) % 3 === 0 ? 'inactive' : 'active';
      return `${store}|${status}|2023-01-${day} 0${hour}:00:00 UTC`;
    }),
  );
}
