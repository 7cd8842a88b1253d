import { z } from 'zod';
import { flooredRatioOfTotals } from '../../domain/numbers/rounding';
import type { FleetTotals, WindowTotals } from '../../domain/report/fleet-totals';
import { MICROS_PER_SECOND } from '../../domain/time/instants';
import { percent, seconds } from './value-schemas';

export const windowTotalsSchema = z
  .object({
    up_seconds: seconds.nullable(),
    down_seconds: seconds.nullable(),
    unknown_seconds: seconds.nullable().meta({ description: 'null: the method has no unknown time.' }),
    business_seconds: seconds.nullable(),
    uptime_percent: percent
      .nullable()
      .meta({ description: 'Up as a percent of up and down, rounded down; null: nothing is known.' }),
    coverage: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ description: 'The known share of the business time, rounded down to two decimals.' }),
  })
  .meta({
    id: 'WindowTotals',
    description:
      'The totals of all stores that have figures, in one window. All are null where no store has figures.',
  });

export const fleetTotalsSchema = z
  .object({ hour: windowTotalsSchema, day: windowTotalsSchema, week: windowTotalsSchema })
  .meta({ id: 'FleetTotals', description: 'The totals of all stores in the report.' });

export type WindowTotalsBody = z.output<typeof windowTotalsSchema>;

const NOT_KNOWN: WindowTotalsBody = {
  up_seconds: null,
  down_seconds: null,
  unknown_seconds: null,
  business_seconds: null,
  uptime_percent: null,
  coverage: null,
};

export type FleetTotalsBody = z.output<typeof fleetTotalsSchema>;

export function fleetTotalsBody({ hour, day, week }: FleetTotals): FleetTotalsBody {
  return { hour: windowTotalsBody(hour), day: windowTotalsBody(day), week: windowTotalsBody(week) };
}

export function windowTotalsBody(totals: WindowTotals | null): WindowTotalsBody {
  if (totals === null) return NOT_KNOWN;
  const { upMicros, downMicros, unknownMicros, businessMicros } = totals;
  const uptime = flooredRatioOfTotals(upMicros, upMicros + downMicros, 10_000);
  const coverage =
    unknownMicros === null ? null : flooredRatioOfTotals(businessMicros - unknownMicros, businessMicros, 100);
  return {
    up_seconds: secondsOf(upMicros),
    down_seconds: secondsOf(downMicros),
    unknown_seconds: unknownMicros === null ? null : secondsOf(unknownMicros),
    business_seconds: secondsOf(businessMicros),
    uptime_percent: uptime === null ? null : uptime / 100,
    coverage: coverage === null ? null : coverage / 100,
  };
}

function secondsOf(micros: bigint): number {
  return Number(micros) / MICROS_PER_SECOND;
}
