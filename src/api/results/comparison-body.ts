import { z } from 'zod';
import type { ChangeCounts, StoreChange } from '../../domain/report/compare-stores';
import { type FleetTotalsBody, fleetTotalsSchema, type WindowTotalsBody } from '../http/fleet-totals-body';
import { nextCursorSchema } from '../http/paging';
import { count, instant, percent } from '../http/value-schemas';
import { reportIdSchema } from '../reports/report-body';

/** The difference of two percents. */
const points = z.number().min(-100).max(100).nullable();

const differenceSchema = z
  .object({
    up_seconds: z.number().nullable(),
    down_seconds: z.number().nullable(),
    unknown_seconds: z.number().nullable(),
    business_seconds: z.number().nullable(),
    uptime_percent: points.meta({ description: 'In percentage points.' }),
  })
  .meta({ id: 'WindowDifference', description: 'The report minus the other report.' });

export const comparisonSchema = z
  .object({
    report_id: reportIdSchema,
    other_id: reportIdSchema,
    as_of: instant,
    other_as_of: instant,
    totals: fleetTotalsSchema,
    other_totals: fleetTotalsSchema,
    differences: z.object({ hour: differenceSchema, day: differenceSchema, week: differenceSchema }),
    counts: z
      .object({
        better: count,
        worse: count,
        same: count,
        not_known: count.meta({ description: 'In both reports, but nothing is known in one of the weeks.' }),
        only_in_report: count,
        only_in_other: count,
      })
      .meta({ description: "Stores by the change of the week's uptime percent." }),
    total: count.meta({ description: 'The number of stores that match the search.' }),
    rows: z.array(
      z.object({
        store_id: z.string(),
        in_report: z.boolean(),
        in_other: z.boolean(),
        uptime_percent: percent.nullable(),
        other_uptime_percent: percent.nullable(),
        change: points.meta({ description: 'In percentage points; null: not known in one of the reports.' }),
      }),
    ),
    next_cursor: nextCursorSchema,
  })
  .meta({ id: 'ReportComparison', description: 'One report compared with another, over the week.' });

export type ComparisonBody = z.output<typeof comparisonSchema>;
type DifferenceBody = z.output<typeof differenceSchema>;

export function changeBody(row: StoreChange): ComparisonBody['rows'][number] {
  return {
    store_id: row.storeId,
    in_report: row.inReport,
    in_other: row.inOther,
    uptime_percent: hundredth(row.uptime),
    other_uptime_percent: hundredth(row.otherUptime),
    change: hundredth(row.change),
  };
}

export function countsBody(counts: ChangeCounts): ComparisonBody['counts'] {
  return {
    better: counts.better,
    worse: counts.worse,
    same: counts.same,
    not_known: counts.notKnown,
    only_in_report: counts.onlyInReport,
    only_in_other: counts.onlyInOther,
  };
}

export function differencesBody(
  report: FleetTotalsBody,
  other: FleetTotalsBody,
): ComparisonBody['differences'] {
  return {
    hour: difference(report.hour, other.hour),
    day: difference(report.day, other.day),
    week: difference(report.week, other.week),
  };
}

function difference(report: WindowTotalsBody, other: WindowTotalsBody): DifferenceBody {
  return {
    up_seconds: lessKnown(report.up_seconds, other.up_seconds, less),
    down_seconds: lessKnown(report.down_seconds, other.down_seconds, less),
    unknown_seconds: lessKnown(report.unknown_seconds, other.unknown_seconds, less),
    business_seconds: lessKnown(report.business_seconds, other.business_seconds, less),
    uptime_percent: lessKnown(report.uptime_percent, other.uptime_percent, lessPercent),
  };
}

function lessKnown(
  left: number | null,
  right: number | null,
  subtract: (left: number, right: number) => number,
): number | null {
  return left === null || right === null ? null : subtract(left, right);
}

/** Rounded to the microsecond, to remove the noise of binary fractions. */
function less(left: number, right: number): number {
  return Math.round((left - right) * 1e6) / 1e6;
}

function lessPercent(left: number, right: number): number {
  return (Math.round(left * 100) - Math.round(right * 100)) / 100;
}

function hundredth(value: number | null): number | null {
  return value === null ? null : value / 100;
}
