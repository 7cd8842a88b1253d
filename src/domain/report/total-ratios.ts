import { flooredRatioOfTotals } from '../numbers/rounding';
import type { WindowTotals } from './fleet-totals';

/** Uptime as a share of known time, in tenths of a percent, floored; null: nothing is known. */
export function uptimeTenths({ upMicros, downMicros }: WindowTotals): number | null {
  return flooredRatioOfTotals(upMicros, upMicros + downMicros, 1_000);
}

/** Known time as a share of business time, in tenths of a percent, floored; null without business time, or for `count`. */
export function knownTenths({ businessMicros, unknownMicros }: WindowTotals): number | null {
  return unknownMicros === null
    ? null
    : flooredRatioOfTotals(businessMicros - unknownMicros, businessMicros, 1_000);
}

/** Whether more than half of the business time is unknown, so that the uptime says little. */
export function isBarelyKnown({ businessMicros, unknownMicros }: WindowTotals): boolean {
  return unknownMicros !== null && unknownMicros * 2n > businessMicros;
}
