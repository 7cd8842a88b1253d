import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ingestOnce, type LocalRun } from '../../src/cli/process/local-run';
import { reportRequestSchema, toReportOptions } from '../../src/domain/report/report-request';
import { middleOf, secondsOf } from '../measured';
import { runReport } from '../run-report';

const REPORTS = 3;

/** The cost of a log of one size. */
const measuredSchema = z.object({
  /** The time to ingest the files added since the last measurement. */
  ingestSeconds: z.number(),
  /** Trigger to Completed with CSV and JSON: the median of several, without the first. */
  reportSeconds: z.number(),
  /** Peak memory of the process so far, including its threads. */
  peakGigabytes: z.number(),
});

/** The cost of a growing log, and of one more hour of polls. */
export const measuredGrowthSchema = z.object({
  measured: z.array(measuredSchema),
  hourSeconds: z.number().nullable(),
});

export type Measured = z.infer<typeof measuredSchema>;
export type MeasuredGrowth = z.infer<typeof measuredGrowthSchema>;

/** One size and its cost. */
export interface Point extends Measured {
  readonly size: number;
}

/** Also has the time to ingest one more hour of polls. */
export interface StoresPoint extends Point {
  readonly hourSeconds: number;
}

/** Ingests new data and makes reports. */
export async function measureState(run: LocalRun): Promise<Measured> {
  const ingestSeconds = await secondsOf(() => ingestOnce(run));
  await oneReport(run);
  const times: number[] = [];
  // Each has another hold: equal reports would only copy files.
  for (let report = 1; report <= REPORTS; report++)
    times.push(await secondsOf(() => oneReport(run, 7_200 + report)));
  const reportSeconds = middleOf(times.sort((a, b) => a - b)) ?? Number.NaN;
  return { ingestSeconds, reportSeconds, peakGigabytes: process.resourceUsage().maxRSS / 1e6 };
}

function oneReport(run: LocalRun, holdSeconds = 7_200): Promise<void> {
  const options = {
    ...toReportOptions(reportRequestSchema.parse({ formats: ['csv', 'json'] })),
    holdSeconds,
  };
  return runReport(run, { reportId: randomUUID(), options });
}
