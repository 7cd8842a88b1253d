import { z } from 'zod';
import { INPUT_STATES } from '../../contract/input-states';

const count = z.int().nonnegative();
/** null: the business time of the store is not known. */
const duration = z.number().nonnegative().nullable();
/** Percent of known time, floored to two decimals; null: nothing is known. */
const percent = z.number().min(0).max(100).nullable();

/** null: an older version made the report. */
const state = z.enum(INPUT_STATES).nullable();

/** The CSV's extended columns as numbers, then unrounded. Unknown time is null for the method `count`. */
export const storeJsonSchema = z.strictObject({
  store_id: z.string(),
  'uptime_last_hour(in minutes)': duration,
  'uptime_last_day(in hours)': duration,
  'uptime_last_week(in hours)': duration,
  'downtime_last_hour(in minutes)': duration,
  'downtime_last_day(in hours)': duration,
  'downtime_last_week(in hours)': duration,
  'unknown_last_hour(in minutes)': duration,
  'unknown_last_day(in hours)': duration,
  'unknown_last_week(in hours)': duration,
  'business_last_hour(in minutes)': duration,
  'business_last_day(in hours)': duration,
  'business_last_week(in hours)': duration,
  coverage_last_week: z.number().min(0).max(1).nullable(),
  polls_last_week: count,
  timezone: z.string().nullable(),
  hours: state,
  zone: state,
  uptime_last_hour_seconds: duration,
  uptime_last_day_seconds: duration,
  uptime_last_week_seconds: duration,
  downtime_last_hour_seconds: duration,
  downtime_last_day_seconds: duration,
  downtime_last_week_seconds: duration,
  unknown_last_hour_seconds: duration,
  unknown_last_day_seconds: duration,
  unknown_last_week_seconds: duration,
  business_last_hour_seconds: duration,
  business_last_day_seconds: duration,
  business_last_week_seconds: duration,
  coverage_last_week_unrounded: z.number().min(0).max(1).nullable(),
  uptime_percent_last_hour: percent,
  uptime_percent_last_day: percent,
  uptime_percent_last_week: percent,
});

export type StoreJsonRow = z.infer<typeof storeJsonSchema>;
