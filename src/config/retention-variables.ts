import { z } from 'zod';
import type { RetentionPolicy } from '../contract/retention';

/** A report needs a week of polls, and is compared with the one of the week before. */
const LEAST_POLLS_DAYS = 15;

function days(least: number) {
  const rule = `must be a number of days, from ${least} to 36500`;
  return z.coerce.number(rule).int(rule).min(least, rule).max(36_500, rule).optional();
}

/** The variables that say how long what is kept. */
export const retentionVariables = {
  LOOPWATCH_KEEP_POLLS_DAYS: days(LEAST_POLLS_DAYS),
  LOOPWATCH_KEEP_REPORTS_DAYS: days(1),
  LOOPWATCH_KEEP_QUARANTINE_DAYS: days(1),
};

/** Without a setting, everything is kept. */
export function toRetentionPolicy(values: z.output<z.ZodObject<typeof retentionVariables>>): RetentionPolicy {
  return {
    pollsDays: values.LOOPWATCH_KEEP_POLLS_DAYS ?? null,
    reportsDays: values.LOOPWATCH_KEEP_REPORTS_DAYS ?? null,
    quarantineDays: values.LOOPWATCH_KEEP_QUARANTINE_DAYS ?? null,
  };
}
