import type { ChangeCounts, StoreChange } from '../../domain/report/compare-stores';
import type { FleetTotalsBody, WindowTotalsBody } from '../http/figures-schema';
import type { ComparisonBody, DifferenceBody } from './compare-schema';

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
    up_seconds: less(report.up_seconds, other.up_seconds),
    down_seconds: less(report.down_seconds, other.down_seconds),
    unknown_seconds: lessKnown(report.unknown_seconds, other.unknown_seconds, less),
    business_seconds: less(report.business_seconds, other.business_seconds),
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

/** To the microsecond, without the noise of binary fractions. */
function less(left: number, right: number): number {
  return Math.round((left - right) * 1e6) / 1e6;
}

function lessPercent(left: number, right: number): number {
  return (Math.round(left * 100) - Math.round(right * 100)) / 100;
}

function hundredth(value: number | null): number | null {
  return value === null ? null : value / 100;
}
