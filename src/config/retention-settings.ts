import type { z } from 'zod';
import type { RetentionPolicy } from '../contract/maintenance';
import { numberSetting, setting } from './setting';

/** A report needs a week of polls, and the comparison needs the week before. */
const MIN_POLLS_DAYS = 15;

/** How long data is kept. */
export const retentionSettings = {
  LOOPWATCH_KEEP_POLLS_DAYS: setting(days(MIN_POLLS_DAYS), {
    meaning: `days that polls are kept, ${MIN_POLLS_DAYS} or more, counted back from the newest poll; unset: forever. Only the worker reads this and the next three`,
  }),
  LOOPWATCH_KEEP_REPORTS_DAYS: setting(days(1), {
    meaning: 'days that a report is kept after it ends; unset: forever',
  }),
  LOOPWATCH_KEEP_QUARANTINE_DAYS: setting(days(1), {
    meaning: 'days that quarantined rows are kept after their ingestion ends; unset: forever',
  }),
  LOOPWATCH_KEEP_DELIVERIES_DAYS: setting(days(0), {
    meaning:
      'days that ingested files are kept, from their ingestion: damaged data are made again from them, and each poll can be traced to its line; 0: none is kept; unset: forever',
  }),
};

function days(min: number) {
  return numberSetting(min, 36_500, `must be a number of days, from ${min} to 36500`).optional();
}

/** Without a setting, everything is kept. */
export function readRetention(values: z.output<z.ZodObject<typeof retentionSettings>>): RetentionPolicy {
  return {
    pollsDays: values.LOOPWATCH_KEEP_POLLS_DAYS ?? null,
    reportsDays: values.LOOPWATCH_KEEP_REPORTS_DAYS ?? null,
    quarantineDays: values.LOOPWATCH_KEEP_QUARANTINE_DAYS ?? null,
    deliveriesDays: values.LOOPWATCH_KEEP_DELIVERIES_DAYS ?? null,
  };
}
