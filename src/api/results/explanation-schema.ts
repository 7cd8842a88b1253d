import { z } from 'zod';
import { WINDOWS } from '../../contract/report';
import { LEFT_OUT_REASONS } from '../../domain/explain/explain-types';
import { instantSchema } from '../http/figures-schema';
import { pinsSchema, reportIdSchema } from '../reports/report-schema';
import { storeRowSchema } from './report-summary-schema';

const count = z.int().nonnegative();
const seconds = z.number();
const statusSchema = z.enum(['up', 'down', 'unknown']);

/** Half-open. */
export const spanShape = { from: instantSchema, to: instantSchema };

const intervalSchema = z
  .object({
    number: count.meta({ description: 'Counted from 1; the shares name it.' }),
    ...spanShape,
    polls: z.array(
      z.object({
        at: instantSchema,
        active: z.boolean(),
        speaks_for: z.object(spanShape).nullable().meta({
          description: '`interpolate`: the time that it is nearest to, within the hold.',
        }),
        counts_in: z
          .enum(WINDOWS)
          .nullable()
          .meta({ description: '`count`: the shortest window that counts it.' }),
      }),
    ),
    pieces: z.array(z.object({ ...spanShape, status: statusSchema, window: z.enum(WINDOWS) })).meta({
      description: '`interpolate`: what fills its part of the week; `window` is the shortest that holds it.',
    }),
  })
  .meta({ id: 'ExplainedInterval', description: 'A business interval, whole, with the polls inside it.' });

const figuresShape = {
  up_seconds: seconds,
  down_seconds: seconds.nullable(),
  unknown_seconds: seconds.nullable(),
  business_seconds: seconds,
};

const windowSchema = z
  .object({
    name: z.enum(WINDOWS),
    ...spanShape,
    figures: z.object(figuresShape).meta({ description: 'What the report says.' }),
    uncapped_seconds: seconds
      .nullable()
      .meta({ description: "`count`: the uptime before it is limited to the window's length." }),
    shares: z.array(
      z.object({
        interval: count,
        ...figuresShape,
        count: z
          .object({ polls: count, active_polls: count, opening_seconds: seconds, closing_seconds: seconds })
          .nullable()
          .meta({ description: '`count`: an hour for each active poll, and both ends.' }),
      }),
    ),
  })
  .meta({ id: 'ExplainedWindow', description: 'A window as the sum of the intervals that reach into it.' });

export const explanationSchema = z
  .object({
    report_id: reportIdSchema,
    store_id: z.string(),
    row: storeRowSchema,
    timezone: z.string(),
    timezone_defaulted: z.boolean().meta({ description: 'No zone is known of the store.' }),
    hours: z.array(z.object({ day: z.int().min(0).max(6), start_seconds: count, end_seconds: count })).meta({
      description: 'Local, from 0 Monday; an end may lie in the next day. None: open around the clock.',
    }),
    pins: pinsSchema,
    intervals: z.array(intervalSchema),
    left_out: z.object({
      polls: z.array(z.object({ at: instantSchema, active: z.boolean(), reason: z.enum(LEFT_OUT_REASONS) })),
      counts: z.record(z.enum(LEFT_OUT_REASONS), count),
    }),
    windows: z.array(windowSchema),
  })
  .meta({ id: 'StoreExplanation', description: "How a store's figures come about." });

export type ExplanationBody = z.output<typeof explanationSchema>;
