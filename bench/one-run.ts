/** One measured run in a process of its own, so that its peak memory is that of one worker; started by full-size.ts. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type LocalRun, takeIn, withLocalRun } from '../src/cli/local-run';
import { loadSettings } from '../src/config/settings';
import { REPORT_WORKFLOW, reportWorkflowId, TASK_QUEUE } from '../src/contract/names';
import { FORMATS, type ReportFormat } from '../src/contract/report';
import { reportRequestSchema, toReportOptions } from '../src/domain/report-request';

/** Seconds by name. */
type Measured = Readonly<Record<string, number>>;

async function main(sourceDir: string): Promise<Measured> {
  const stateDir = await mkdtemp(path.join(os.tmpdir(), 'loopwatch-bench-'));
  try {
    const options = { settings: loadSettings(), sourceDir, stateDir, say: () => undefined };
    return await withLocalRun(options, measure);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}

async function measure(run: LocalRun): Promise<Measured> {
  const first = await timed(() => takeIn(run));
  const unchanged = await timed(() => takeIn(run));
  await reportTimes(run, ['csv', 'json']);
  const quick = await reportTimes(run, ['csv', 'json']);
  const full = await reportTimes(run, [...FORMATS]);
  return {
    'ingest: three files': first,
    'ingest: nothing new': unchanged,
    'report: load': quick.load ?? 0,
    'report: localize': quick.localize ?? 0,
    'report: filter': quick.filter ?? 0,
    'report: aggregate': quick.aggregate ?? 0,
    'report: load → aggregate': (quick.aggregateEnd ?? 0) - (quick.loadStart ?? 0),
    'report: trigger → Completed, CSV and JSON': quick.total ?? 0,
    'report: trigger → Completed, with the PDF': full.total ?? 0,
    'peak memory, GB': process.resourceUsage().maxRSS / 1e6,
  };
}

async function timed(step: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await step();
  return (performance.now() - startedAt) / 1_000;
}

/** Times of one report, from its history: a stage's runs from its scheduling to its completion. */
async function reportTimes(
  { client, ports }: LocalRun,
  formats: ReportFormat[],
): Promise<Record<string, number>> {
  const reportId = randomUUID();
  const options = toReportOptions(reportRequestSchema.parse({ formats }));
  const workflowId = reportWorkflowId(reportId);
  const times: Record<string, number> = {};
  times.total = await timed(() =>
    client.workflow.execute(REPORT_WORKFLOW, {
      taskQueue: TASK_QUEUE,
      workflowId,
      args: [{ reportId, options, requestedMicros: ports.clock() }],
    }),
  );
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const scheduled = new Map<string, { readonly name: string; readonly at: number }>();
  for (const event of events ?? []) {
    const at = Number(event.eventTime?.seconds ?? 0) + Number(event.eventTime?.nanos ?? 0) / 1e9;
    const start = event.activityTaskScheduledEventAttributes;
    if (start) scheduled.set(String(event.eventId), { name: start.activityType?.name ?? '', at });
    const end = event.activityTaskCompletedEventAttributes;
    const begun = end && scheduled.get(String(end.scheduledEventId));
    if (!begun) continue;
    times[begun.name] = at - begun.at;
    times[`${begun.name}Start`] = begun.at;
    times[`${begun.name}End`] = at;
  }
  return times;
}

main(process.argv[2] ?? '').then(
  (measured) => process.send?.(measured),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
