import { z } from 'zod';
import { INPUT_STATES } from '../../contract/input-states';
import { WINDOWS } from '../../contract/report';
import { LEFT_OUT_REASONS } from '../../domain/explain/explain-types';
import { count, instant, spanShape } from '../http/value-schemas';
import { pinsSchema, reportIdSchema } from '../reports/report-body';
import { storeRowSchema } from './store-row-schema';

/** Not the shared `seconds`: the published schema has no minimum here. */
const amount = z.number();
const statusSchema = z.enum(['up', 'down', 'unknown']);

const dayShape = {
  day: z.int().min(0).max(6),
  start_seconds: count.nullable(),
  end_seconds: count.nullable(),
};

const intervalSchema = z
  .object({
    number: count.meta({ description: 'Counted from 1. The shares refer to it.' }),
    ...spanShape,
    polls: z.array(
      z.object({
        at: instant,
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
  .meta({ id: 'ExplainedInterval', description: 'A whole business interval with the polls inside it.' });

const figuresShape = {
  up_seconds: amount,
  down_seconds: amount.nullable(),
  unknown_seconds: amount.nullable(),
  business_seconds: amount,
};

const originSchema = z
  .object({
    state: z.enum(INPUT_STATES),
    file: z.string().nullable().meta({ description: 'The file of the rows; null: none, or not known.' }),
    version: z.int().nullable().meta({
      description: 'The version that gave the rows: the one in use, or for kept rows an earlier one.',
    }),
  })
  .meta({ id: 'InputOrigin', description: 'Where the hours, or the timezone, of a store come from.' });

const windowSchema = z
  .object({
    name: z.enum(WINDOWS),
    ...spanShape,
    figures: z.object(figuresShape).nullable().meta({
      description: 'The figures of the report; null: the business time is not known.',
    }),
    uncapped_seconds: amount
      .nullable()
      .meta({ description: "`count`: the uptime before it is limited to the window's length." }),
    shares: z.array(
      z.object({
        interval: count,
        ...figuresShape,
        count: z
          .object({ polls: count, active_polls: count, opening_seconds: amount, closing_seconds: amount })
          .nullable()
          .meta({ description: '`count`: an hour for each active poll, and both ends.' }),
      }),
    ),
  })
  .meta({ id: 'ExplainedWindow', description: 'A window as the sum of the intervals that overlap it.' });

export const explanationSchema = z
  .object({
    report_id: reportIdSchema,
    store_id: z.string(),
    row: storeRowSchema,
    timezone: z.string().nullable().meta({ description: 'null: it cannot be read.' }),
    zone_from: originSchema,
    timezone_defaulted: z
      .boolean()
      .meta({ description: 'The store has no timezone, so the default applies.' }),
    hours: z.array(z.object(dayShape)).meta({
      description:
        'Local time; day 0 is Monday. An end can be in the next day. Both times null: closed on that day. ' +
        'An empty list: open all day, every day, unless the hours are unreadable.',
    }),
    hours_from: originSchema,
    pins: pinsSchema,
    intervals: z.array(intervalSchema),
    left_out: z.object({
      polls: z.array(z.object({ at: instant, active: z.boolean(), reason: z.enum(LEFT_OUT_REASONS) })),
      counts: z.record(z.enum(LEFT_OUT_REASONS), count),
    }),
    windows: z.array(windowSchema),
  })
  .meta({ id: 'StoreExplanation', description: "How a store's figures are computed." });

export type ExplanationBody = z.output<typeof explanationSchema>;
