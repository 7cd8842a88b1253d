import { readFile } from 'node:fs/promises';
import { segmentFiles } from '../../../src/activities/kit/segment-files';
import { createSweep } from '../../../src/activities/maintain/sweep';
import type { ActivityPorts } from '../../../src/activities/ports';
import { recomputeReport } from '../../../src/activities/verify/recompute-report';
import { ALL_FILES, verifyStored } from '../../../src/activities/verify/verify-stored';
import { readLog } from '../../../src/frames/log/read-log';
import { daysLater } from '../../support/maintain-by-hand';

const MICROS = 1_000;

/** What must be equal, whatever happened on the way. */
export interface Outcome {
  readonly polls: readonly string[];
  readonly rowsInSegments: number;
  readonly pollsTotal: number;
  readonly quarantined: number;
  /** The CSV of the last report of each method. */
  readonly reports: Readonly<Record<string, string>>;
  /** Damages, reports that did not end or have other bytes than their inputs give, and files that nobody removes. */
  readonly faults: readonly string[];
}

/** Looks at everything that is stored, as a process without faults. */
export async function judge(ports: ActivityPorts): Promise<Outcome> {
  const faults: string[] = [];
  const { remade, damages } = await verifyStored(daysLater(ports, 2), ALL_FILES);
  faults.push(...damages, ...remade.map((key) => `${key} had to be made again`));
  const latest = await ports.catalogue.log.latest();
  const segments = await ports.catalogue.log.segments(latest?.version ?? 0);
  const reports = await judgeReports(ports, faults);
  faults.push(...(await leftBySweep(ports)));
  return {
    polls: await pollsIn(ports),
    rowsInSegments: segments.reduce((sum, { rows }) => sum + rows, 0),
    pollsTotal: latest?.pollsTotal ?? 0,
    quarantined: latest?.quarantinedTotal ?? 0,
    reports,
    faults,
  };
}

/** The polls of the log, one a line. */
export async function pollsIn({ catalogue, blobs }: ActivityPorts): Promise<string[]> {
  const version = (await catalogue.log.latest())?.version ?? 0;
  const segments = await segmentFiles(blobs, await catalogue.log.segments(version));
  if (segments.length === 0) return [];
  const polls = readLog(segments, null);
  const [store, at, active] = ['store_id', 'at', 'active'].map((name) => polls.getColumn(name).toArray());
  return (store ?? [])
    .map((id, row) => {
      const time = new Date(Number(at?.[row]) / MICROS).toISOString().slice(0, 19).replace('T', ' ');
      return `${id}|${active?.[row] ? 'active' : 'inactive'}|${time} UTC`;
    })
    .sort();
}

async function judgeReports(ports: ActivityPorts, faults: string[]): Promise<Record<string, string>> {
  const { catalogue, blobs } = ports;
  const found: Record<string, string> = {};
  for (const report of await catalogue.reports.page(null, 500)) {
    const { id, state, message, options } = report;
    if (state !== 'Completed') {
      if (state === 'Running' || !message) faults.push(`report ${id} is ${state}: ${message}`);
      continue;
    }
    for (const { key, isEqual } of await recomputeReport(ports, id))
      if (!isEqual) faults.push(`${key} has other bytes than its inputs give`);
    const csv = report.files.find(({ format }) => format === 'csv');
    if (csv) found[options.method] ??= await readFile(await blobs.localPath(csv.key), 'utf8');
  }
  return found;
}

/** Files of unfinished work that are still there after the sweep of two days later. */
async function leftBySweep(ports: ActivityPorts): Promise<string[]> {
  const later = daysLater(ports, 2);
  await createSweep(later)();
  const left: string[] = [];
  for (const folder of ['tmp', 'incoming', 'probe'])
    for await (const { key } of ports.blobs.list(folder)) left.push(`${key} is left`);
  for await (const { key } of ports.blobs.list('reports'))
    if (key.includes('/work/')) left.push(`${key} is left`);
  return left;
}
