import type { ScheduleDescription } from '@temporalio/client';
import { z } from 'zod';
import { toNamedTargets, toNoticeTargets } from '../../contract/notices';
import { reportOptionsSchema } from '../../contract/report-options-schema';
import { type StandingReport, WEEKDAYS } from '../../contract/standing-report';

const KEY = 'loopwatchStandingReport';

const memoSchema = z.object({
  id: z.string(),
  name: z.string(),
  time: z.object({
    weekday: z.enum(WEEKDAYS).nullable(),
    hour: z.number(),
    minute: z.number(),
    timezone: z.string(),
  }),
  emails: z.array(z.string()),
});

/** The argument of the workflow that the Schedule starts. */
const argumentSchema = z.object({ options: reportOptionsSchema });

/**
 * The Schedule is the only record of a standing report: it has no table. The options are in its action alone: the list of
 * Schedules has every memo, and a message of Temporal is bounded.
 */
export function toMemo({ id, name, time, targets }: StandingReport): Record<string, unknown> {
  return { [KEY]: { id, name, time, ...toNamedTargets(targets) } };
}

export function standingReportOf({ memo, action }: ScheduleDescription): StandingReport {
  const { emails, ...rest } = memoSchema.parse(memo?.[KEY]);
  const { options } = argumentSchema.parse(action.args?.[0]);
  return { ...rest, options, targets: toNoticeTargets({ emails }) };
}
