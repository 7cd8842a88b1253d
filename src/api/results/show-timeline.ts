import { z } from 'zod';
import { INPUT_STATES } from '../../contract/input-states';
import { DEFAULT_HOLD_SECONDS } from '../../contract/report';
import { holdInput, instantInput } from '../../domain/report/report-request';
import { formatInstant } from '../../domain/time/instants';
import type { TimelineOfLog } from '../../queries/queries';
import type { Operation } from '../http/operation';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readInput } from '../http/read-input';
import { storeIdSchema } from '../http/store-id';
import { spanBody, toSeconds } from '../http/time-body';
import { instant, seconds, spanShape } from '../http/value-schemas';
import type { ApiPorts } from '../ports';

const paramsSchema = z.object({ id: storeIdSchema });

const querySchema = z.strictObject({
  from: instantInput.optional().meta({ description: 'Default: a week before `to`.' }),
  to: instantInput
    .optional()
    .meta({ description: 'At most 31 days after `from`. Default: the latest poll.' }),
  hold: holdInput
    .optional()
    .meta({ description: 'How long a poll speaks in each direction, for example 90m or 2h. Default: 2h.' }),
});

/** Shows the timeline of one store, from the latest log. */
export function showTimeline(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/api/v1/stores/{id}/timeline',
    summary: 'When a store was up, down and unknown',
    description: 'By the method `interpolate`, as in a report as of `to`, from all polls ingested so far.',
    tags: ['Results'],
    request: { params: paramsSchema, query: querySchema },
    responses: {
      200: jsonResponse('The business hours, polls and stretches.', timelineSchema),
      ...problemResponses('invalid-input', 'not-found', 'no-data', 'storage-damaged', 'unavailable'),
    },
    handle: async (req, res) => {
      const { id: storeId } = readInput(paramsSchema, req.params);
      const { from, to, hold } = readInput(querySchema, req.query);
      const holdSeconds = hold ?? DEFAULT_HOLD_SECONDS;
      const timeline = await ports.reading.timeline({
        storeId,
        holdSeconds,
        fromMicros: from ?? null,
        toMicros: to ?? null,
      });
      res.set('Cache-Control', 'private, no-cache').json(toBody(timeline, holdSeconds));
    },
  };
}

function toBody(timeline: TimelineOfLog, holdSeconds: number): TimelineBody {
  const { totals } = timeline;
  return {
    store_id: timeline.storeId,
    ...spanBody(timeline.span),
    timezone: timeline.timezone,
    timezone_defaulted: timeline.states.timezones === 'default',
    hours: timeline.states.hours,
    zone: timeline.states.timezones,
    hold_seconds: holdSeconds,
    log_version: timeline.logVersion,
    business: timeline.business.map(spanBody),
    stretches: timeline.stretches.map((stretch) => ({ ...spanBody(stretch), status: stretch.status })),
    polls: timeline.polls.map(({ atMicros, active }) => ({ at: formatInstant(atMicros), active })),
    totals: totals && {
      up_seconds: toSeconds(totals.upMicros),
      down_seconds: toSeconds(totals.downMicros),
      unknown_seconds: toSeconds(totals.unknownMicros),
      business_seconds: toSeconds(totals.businessMicros),
    },
  };
}

const timelineSchema = z
  .object({
    store_id: z.string(),
    ...spanShape,
    timezone: z.string().nullable().meta({ description: 'null: it cannot be read.' }),
    timezone_defaulted: z
      .boolean()
      .meta({ description: 'The store has no timezone, so the default applies.' }),
    hours: z.enum(INPUT_STATES).meta({ description: 'Where the menu hours come from.' }),
    zone: z.enum(INPUT_STATES).meta({ description: 'Where the timezone comes from.' }),
    hold_seconds: z.number(),
    log_version: z.int().meta({ description: 'The version of the log that was used.' }),
    business: z.array(z.object(spanShape)).meta({ description: 'Business hours, cut to the span.' }),
    stretches: z
      .array(z.object({ ...spanShape, status: z.enum(['up', 'down', 'unknown']) }))
      .meta({ description: 'Together they cover the business hours exactly once.' }),
    polls: z
      .array(z.object({ at: instant, active: z.boolean() }))
      .meta({ description: 'Includes polls outside business hours.' }),
    totals: z
      .object({
        up_seconds: seconds,
        down_seconds: seconds,
        unknown_seconds: seconds,
        business_seconds: seconds,
      })
      .nullable()
      .meta({ description: 'up + down + unknown = business; null: the business time is not known.' }),
  })
  .meta({ id: 'StoreTimeline', description: "One store's timeline from `from` until just before `to`." });

type TimelineBody = z.output<typeof timelineSchema>;
