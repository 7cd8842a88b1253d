import { z } from 'zod';
import { byInputState } from '../contract/input-states';
import { byInputKind } from '../contract/inputs';
import { METHODS } from '../contract/methods';
import { versionFields } from '../contract/versioned-inputs';
import { storeJsonSchema } from '../domain/report/store-json-schema';

const count = z.int().nonnegative();
const version = z.int().nonnegative();
const duration = z.number().nonnegative();
/** null: workers of an older version counted the stores. */
const byState = z.strictObject(byInputState(() => count)).nullable();
const instant = z.iso.datetime();

/** The quality of the inputs; docs/report-json.md explains each field. */
const factsSchema = z.strictObject({
  method: z.string().regex(new RegExp(`^(${METHODS.join('|')}) \\d+$`)),
  hold_seconds: duration,
  as_of: instant,
  log_version: version,
  ...versionFields(() => version),
  tzdb_version: z.string(),
  stores: count,
  polls: count,
  polls_outside_hours: count,
  newest_poll: instant.nullable(),
  newest_poll_age_seconds: duration.nullable(),
  rows_in: count,
  duplicates: count,
  disagreements: count,
  quarantined: z.strictObject(byInputKind(() => count)),
  stores_without_timezone: count,
  stores_without_hours: count,
  stores_without_figures: count.nullable(),
  stores_by_hours: byState,
  stores_by_zone: byState,
  stores_silent: count,
  unknown_store_ids: z.array(z.string()),
  warnings: z.array(z.string()),
});

/** The JSON report: one object with the facts first, then one row a store, sorted by store id. */
export const reportJsonSchema = z.strictObject({
  report: factsSchema,
  stores: z.array(storeJsonSchema),
});

export type ReportJsonFacts = z.infer<typeof factsSchema>;
