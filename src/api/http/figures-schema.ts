import { z } from 'zod';

/** Shapes in which the API tells durations of many stores together. */
const seconds = z.number().nonnegative();
const percent = z.number().min(0).max(100).nullable();

export const instantSchema = z.string().meta({ format: 'date-time' });

export const windowTotalsSchema = z
  .object({
    up_seconds: seconds,
    down_seconds: seconds,
    unknown_seconds: seconds.nullable().meta({ description: 'null: the method knows no unknown time.' }),
    business_seconds: seconds,
    uptime_percent: percent.meta({ description: 'Up, of up and down, floored; null: nothing is known.' }),
    coverage: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ description: 'The known part of the business time, floored to two decimals.' }),
  })
  .meta({ id: 'WindowTotals', description: 'The sum over stores of one window.' });

export const fleetTotalsSchema = z
  .object({ hour: windowTotalsSchema, day: windowTotalsSchema, week: windowTotalsSchema })
  .meta({ id: 'FleetTotals', description: 'Sums over all stores of the report.' });

export type WindowTotalsBody = z.output<typeof windowTotalsSchema>;
export type FleetTotalsBody = z.output<typeof fleetTotalsSchema>;
