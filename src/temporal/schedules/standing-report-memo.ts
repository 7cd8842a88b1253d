import { z } from 'zod';
import { reportOptionsSchema } from '../../contract/report-options-schema';
import { type StandingReport, WEEKDAYS } from '../../contract/standing-report';

const KEY = 'loopwatchStandingReport';

const memoSchema: z.ZodType<StandingReport> = z.object({
  id: z.string(),
  name: z.string(),
  options: reportOptionsSchema,
  time: z.object({
    weekday: z.enum(WEEKDAYS).nullable(),
    hour: z.number(),
    minute: z.number(),
    timezone: z.string(),
  }),
  emails: z.array(z.string()),
});

/** The Schedule's memo is the only record of a standing report: it has no table. */
export function toMemo(report: StandingReport): Record<string, unknown> {
  return { [KEY]: report };
}

export function fromMemo(memo: Readonly<Record<string, unknown>> | undefined): StandingReport {
  return memoSchema.parse(memo?.[KEY]);
}
