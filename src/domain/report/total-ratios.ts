import { flooredRatioOfTotals } from '../numbers/rounding';
import type { WindowTotals } from './fleet-totals';

/** Up, of up and down, in tenths of a percent, floored; null: nothing is known. */
export function uptimeTenths({ upMicros, downMicros }: WindowTotals): number | null {
  return flooredRatioOfTotals(upMicros, upMicros + downMicros, 1_000);
}

/** Known, of the business time, in tenths of a percent, floored; null where there is none, or for `count`. */
export function knownTenths({ businessMicros, unknownMicros }: WindowTotals): number | null {
  return unknownMicros === null
    ? null
    : flooredRatioOfTotals(businessMicros - unknownMicros, businessMicros, 1_000);
}

/** Whether so little is known that the share of it says little of the whole. */
export function isBarelyKnown({ businessMicros, unknownMicros }: WindowTotals): boolean {
  return unknownMicros !== null && unknownMicros * 2n > businessMicros;
}
