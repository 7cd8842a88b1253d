import { flooredRatioOfTotals } from '../../domain/numbers/rounding';
import type { FleetTotals, WindowTotals } from '../../domain/report/fleet-totals';
import { MICROS_PER_SECOND } from '../../domain/time/instants';
import type { FleetTotalsBody, WindowTotalsBody } from './figures-schema';

export function fleetTotalsBody({ hour, day, week }: FleetTotals): FleetTotalsBody {
  return { hour: windowTotalsBody(hour), day: windowTotalsBody(day), week: windowTotalsBody(week) };
}

export function windowTotalsBody(totals: WindowTotals): WindowTotalsBody {
  const { upMicros, downMicros, unknownMicros, businessMicros } = totals;
  const percent = flooredRatioOfTotals(upMicros, upMicros + downMicros, 10_000);
  const coverage =
    unknownMicros === null ? null : flooredRatioOfTotals(businessMicros - unknownMicros, businessMicros, 100);
  return {
    up_seconds: secondsOf(upMicros),
    down_seconds: secondsOf(downMicros),
    unknown_seconds: unknownMicros === null ? null : secondsOf(unknownMicros),
    business_seconds: secondsOf(businessMicros),
    uptime_percent: percent === null ? null : percent / 100,
    coverage: coverage === null ? null : coverage / 100,
  };
}

function secondsOf(micros: bigint): number {
  return Number(micros) / MICROS_PER_SECOND;
}
