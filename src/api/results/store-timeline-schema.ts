import { z } from 'zod';
import { instantSchema } from '../http/figures-schema';
import { spanShape } from './explanation-schema';

const seconds = z.number().nonnegative();

export const timelineSchema = z
  .object({
    store_id: z.string(),
    ...spanShape,
    timezone: z.string(),
    timezone_defaulted: z.boolean().meta({ description: 'No zone is known of the store.' }),
    hold_seconds: z.number(),
    log_version: z.int().meta({ description: 'The version of the log that was read.' }),
    business: z.array(z.object(spanShape)).meta({ description: 'Business hours, cut to the span.' }),
    stretches: z
      .array(z.object({ ...spanShape, status: z.enum(['up', 'down', 'unknown']) }))
      .meta({ description: 'They fill the business hours exactly.' }),
    polls: z
      .array(z.object({ at: instantSchema, active: z.boolean() }))
      .meta({ description: 'Those outside business hours too.' }),
    totals: z
      .object({
        up_seconds: seconds,
        down_seconds: seconds,
        unknown_seconds: seconds,
        business_seconds: seconds,
      })
      .meta({ description: 'up + down + unknown = business.' }),
  })
  .meta({ id: 'StoreTimeline', description: "One store's time, half-open from `from` to `to`." });

export type TimelineBody = z.output<typeof timelineSchema>;
