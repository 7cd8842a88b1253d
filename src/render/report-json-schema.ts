import { z } from 'zod';
import { METHODS } from '../contract/report';

const count = z.int().nonnegative();
const version = z.int().nonnegative();
const duration = z.number().nonnegative();
/** Of known time, floored to two decimals; null: nothing is known. */
const percent = z.number().min(0).max(100).nullable();
const instant = z.iso.datetime();

/** What lay behind the report; docs/report-json.md says what each field means. */
const factsSchema = z.strictObject({
  method: z.string().regex(new RegExp(`^(${METHODS.join('|')}) \\d+$`)),
  hold_seconds: duration,
  as_of: instant,
  log_version: version,
  hours_version: version,
  timezones_version: version,
  tzdb_version: z.string(),
  stores: count,
  polls: count,
  polls_outside_hours: count,
  newest_poll: instant.nullable(),
  newest_poll_age_seconds: duration.nullable(),
  rows_in: count,
  duplicates: count,
  disagreements: count,
  quarantined: z.strictObject({ polls: count, hours: count, timezones: count }),
  stores_without_timezone: count,
  stores_without_hours: count,
  stores_silent: count,
  unknown_store_ids: z.array(z.string()),
  warnings: z.array(z.string()),
});

/** The CSV's extended columns as numbers, then the same unrounded. Unknown time is null for the method `count`. */
const storeSchema = z.strictObject({
  store_id: z.string(),
  'uptime_last_hour(in minutes)': duration,
  'uptime_last_day(in hours)': duration,
  'uptime_last_week(in hours)': duration,
  'downtime_last_hour(in minutes)': duration,
  'downtime_last_day(in hours)': duration,
  'downtime_last_week(in hours)': duration,
  'unknown_last_hour(in minutes)': duration.nullable(),
  'unknown_last_day(in hours)': duration.nullable(),
  'unknown_last_week(in hours)': duration.nullable(),
  'business_last_hour(in minutes)': duration,
  'business_last_day(in hours)': duration,
  'business_last_week(in hours)': duration,
  coverage_last_week: z.number().min(0).max(1).nullable(),
  polls_last_week: count,
  timezone: z.string(),
  uptime_last_hour_seconds: duration,
  uptime_last_day_seconds: duration,
  uptime_last_week_seconds: duration,
  downtime_last_hour_seconds: duration,
  downtime_last_day_seconds: duration,
  downtime_last_week_seconds: duration,
  unknown_last_hour_seconds: duration.nullable(),
  unknown_last_day_seconds: duration.nullable(),
  unknown_last_week_seconds: duration.nullable(),
  business_last_hour_seconds: duration,
  business_last_day_seconds: duration,
  business_last_week_seconds: duration,
  coverage_last_week_unrounded: z.number().min(0).max(1).nullable(),
  uptime_percent_last_hour: percent,
  uptime_percent_last_day: percent,
  uptime_percent_last_week: percent,
});

/** The JSON report: one object, its facts first, then a row a store, sorted by store id. */
export const reportJsonSchema = z.strictObject({
  report: factsSchema,
  stores: z.array(storeSchema),
});

export type ReportJsonFacts = z.infer<typeof factsSchema>;
export type ReportJsonStore = z.infer<typeof storeSchema>;
