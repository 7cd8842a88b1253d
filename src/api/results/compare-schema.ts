import { z } from 'zod';
import { fleetTotalsSchema, instantSchema } from '../http/figures-schema';
import { nextCursorSchema } from '../http/paging';
import { reportIdSchema } from '../reports/report-schema';

const count = z.int().nonnegative();
const percent = z.number().min(0).max(100).nullable();
/** Of two floored percents. */
const points = z.number().min(-100).max(100).nullable();

const differenceSchema = z
  .object({
    up_seconds: z.number(),
    down_seconds: z.number(),
    unknown_seconds: z.number().nullable(),
    business_seconds: z.number(),
    uptime_percent: points.meta({ description: 'In percentage points.' }),
  })
  .meta({ id: 'WindowDifference', description: 'The report less the other.' });

export const comparisonSchema = z
  .object({
    report_id: reportIdSchema,
    other_id: reportIdSchema,
    as_of: instantSchema,
    other_as_of: instantSchema,
    totals: fleetTotalsSchema,
    other_totals: fleetTotalsSchema,
    differences: z.object({ hour: differenceSchema, day: differenceSchema, week: differenceSchema }),
    counts: z
      .object({
        better: count,
        worse: count,
        same: count,
        not_known: count.meta({ description: 'In both, but of one of the weeks nothing is known.' }),
        only_in_report: count,
        only_in_other: count,
      })
      .meta({ description: "Stores by the change of the week's uptime percent." }),
    total: count.meta({ description: 'How many match the search.' }),
    rows: z.array(
      z.object({
        store_id: z.string(),
        in_report: z.boolean(),
        in_other: z.boolean(),
        uptime_percent: percent,
        other_uptime_percent: percent,
        change: points.meta({ description: 'In percentage points; null: one of them is not known.' }),
      }),
    ),
    next_cursor: nextCursorSchema,
  })
  .meta({ id: 'ReportComparison', description: 'One report against another, over the week.' });

export type ComparisonBody = z.output<typeof comparisonSchema>;
export type DifferenceBody = z.output<typeof differenceSchema>;
