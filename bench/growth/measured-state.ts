import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ingestOnce, type LocalRun } from '../../src/cli/process/local-run';
import { REPORT_WORKFLOW, reportWorkflowId, TASK_QUEUE } from '../../src/contract/names';
import { reportRequestSchema, toReportOptions } from '../../src/domain/report/report-request';
import { middleOf, secondsOf } from '../measured';

const REPORTS = 3;

/** What a log of some size costs. */
const measuredSchema = z.object({
  /** Of the files added since the last measurement. */
  ingestSeconds: z.number(),
  /** Trigger to Completed with CSV and JSON; the median of some, none of them the first. */
  reportSeconds: z.number(),
  /** The most that the process has held so far, its threads included. */
  peakGigabytes: z.number(),
});

/** What a log cost as it grew, and an hour of polls after that. */
export const measuredGrowthSchema = z.object({
  measured: z.array(measuredSchema),
  hourSeconds: z.number().nullable(),
});

export type Measured = z.infer<typeof measuredSchema>;
export type MeasuredGrowth = z.infer<typeof measuredGrowthSchema>;

/** One size and what it cost. */
export interface Point extends Measured {
  readonly size: number;
}

/** With how long the ingestion of one more hour of polls took. */
export interface StoresPoint extends Point {
  readonly hourSeconds: number;
}

/** Takes in what is new and makes reports of it. */
export async function measureState(run: LocalRun): Promise<Measured> {
  const ingestSeconds = await secondsOf(() => ingestOnce(run));
  await oneReport(run);
  const times: number[] = [];
  // Each holds polls for another time, so that none is the one before again.
  for (let report = 1; report <= REPORTS; report++)
    times.push(await secondsOf(() => oneReport(run, 7_200 + report)));
  const reportSeconds = middleOf(times.sort((a, b) => a - b)) ?? Number.NaN;
  return { ingestSeconds, reportSeconds, peakGigabytes: process.resourceUsage().maxRSS / 1e6 };
}

async function oneReport({ client, ports }: LocalRun, holdSeconds = 7_200): Promise<void> {
  const reportId = randomUUID();
  const options = {
    ...toReportOptions(reportRequestSchema.parse({ formats: ['csv', 'json'] })),
    holdSeconds,
  };
  await client.workflow.execute(REPORT_WORKFLOW, {
    taskQueue: TASK_QUEUE,
    workflowId: reportWorkflowId(reportId),
    args: [{ reportId, options, requestedMicros: ports.clock() }],
  });
}
