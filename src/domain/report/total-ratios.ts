import { flooredRatioOfTotals } from '../numbers/rounding';
import type { WindowTotals } from './fleet-totals';

/** Uptime as a share of known time, in tenths of a percent, floored; null: nothing is known. */
export function uptimeTenths(totals: WindowTotals | null): number | null {
  if (totals === null) return null;
  const { upMicros, downMicros } = totals;
  return flooredRatioOfTotals(upMicros, upMicros + downMicros, 1_000);
}

/** Known time as a share of business time, in tenths of a percent, floored; null without business time, or for `count`. */
export function knownTenths(totals: WindowTotals | null): number | null {
  if (totals === null || totals.unknownMicros === null) return null;
  const { businessMicros, unknownMicros } = totals;
  return flooredRatioOfTotals(businessMicros - unknownMicros, businessMicros, 1_000);
}

/** Whether more than half of the business time is unknown, so that the uptime says little. */
export function isBarelyKnown(totals: WindowTotals | null): boolean {
  if (totals === null || totals.unknownMicros === null) return false;
  return totals.unknownMicros * 2n > totals.businessMicros;
}
