import type { ScheduleDescription } from '@temporalio/client';
import { z } from 'zod';
import { toNoticeTargets } from '../../contract/notices';
import { reportOptionsSchema } from '../../contract/report-options-schema';
import {
  type StandingDefinition,
  type StandingReport,
  type StandingTime,
  WEEKDAYS,
} from '../../contract/standing-report';

const KEY = 'loopwatchStandingReport';

const timeSchema = z.object({
  weekday: z.enum(WEEKDAYS).nullable(),
  hour: z.number(),
  minute: z.number(),
  timezone: z.string(),
});
const memoSchema = z.object({ time: timeSchema });
const earlierMemoSchema = z.object({ id: z.string(), name: z.string(), emails: z.array(z.string()) });
/** Of releases before 0.4: the argument of the workflow that the Schedule starts. */
const earlierArgumentSchema = z.object({ options: reportOptionsSchema });

/** The time as it was asked for: Temporal keeps it in a form of its own. */
export function toMemo({ time }: Pick<StandingReport, 'time'>): Record<string, unknown> {
  return { [KEY]: { time } };
}

export function timeOf({ memo }: Pick<ScheduleDescription, 'memo'>): StandingTime {
  return memoSchema.parse(memo?.[KEY]).time;
}

/** @returns null where this release made the Schedule. */
export function earlierDefinitionOf({ memo, action }: ScheduleDescription): StandingDefinition | null {
  const argument = earlierArgumentSchema.safeParse(action.args?.[0]);
  if (!argument.success) return null;
  const { id, name, emails } = earlierMemoSchema.parse(memo?.[KEY]);
  return { id, name, options: argument.data.options, targets: toNoticeTargets({ emails }) };
}
