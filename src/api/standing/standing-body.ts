import { z } from 'zod';
import { isUuid } from '../../contract/names';
import { type NoticeTarget, toNamedTargets } from '../../contract/notices';
import { reportPagePath } from '../../contract/report-addresses';
import { type StandingReportState, WEEKDAYS } from '../../contract/standing-report';
import { formatInstant, formatInstantOrNull } from '../../domain/time/instants';
import { choicesBody, choicesSchema } from '../http/report-choices';
import { instant, link } from '../http/value-schemas';

export const STANDING_PATH = '/api/v1/standing-reports';

export const standingParamsSchema = z.object({
  id: z
    .string()
    .refine(isUuid, 'must be the id of a standing report: a UUID in lower case')
    .meta({ format: 'uuid' }),
});

const notifySchema = z.object({ emails: z.array(z.string()) });

export const standingSchema = z
  .object({
    id: z.string().meta({ format: 'uuid' }),
    name: z.string(),
    when: z.object({
      every: z.enum(['day', 'week']),
      at: z.string().meta({ description: 'In local time of the timezone.' }),
      weekday: z.enum(WEEKDAYS).nullable(),
      timezone: z.string(),
    }),
    report: choicesSchema,
    notify: notifySchema,
    paused: z.boolean(),
    note: z.string().nullable().meta({ description: 'Who changed it last and why.' }),
    created_at: instant.nullable().meta({ description: 'null: Temporal has no Schedule of it.' }),
    next_runs: z.array(instant).meta({ description: 'The next one first. Empty while paused.' }),
    last_runs: z
      .array(
        z.object({
          scheduled_at: instant,
          started_at: instant,
          report_id: z.string().meta({ format: 'uuid' }),
          page: link.meta({ description: 'The page for people.' }),
        }),
      )
      .meta({ description: 'Newest first.' }),
  })
  .meta({ id: 'StandingReport', description: 'A report that runs every day or week.' });

export const standingListSchema = z
  .object({ standing_reports: z.array(standingSchema) })
  .meta({ id: 'StandingReports', description: 'By name; at most 100. Each names at most 20 of its stores.' });

export type StandingBody = z.output<typeof standingSchema>;
export type StandingListBody = z.output<typeof standingListSchema>;

/** @param mostStores the stores to name, at most */
export function toStandingBody(state: StandingReportState, mostStores?: number): StandingBody {
  const { options, time } = state;
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return {
    id: state.id,
    name: state.name,
    when: {
      every: time.weekday === null ? 'day' : 'week',
      at: `${twoDigits(time.hour)}:${twoDigits(time.minute)}`,
      weekday: time.weekday,
      timezone: time.timezone,
    },
    report: choicesBody(options, mostStores),
    notify: notifyBody(state.targets),
    paused: state.isPaused,
    note: state.note,
    created_at: formatInstantOrNull(state.createdMicros),
    next_runs: state.nextMicros.map(formatInstant),
    last_runs: state.lastRuns.map((run) => ({
      scheduled_at: formatInstant(run.scheduledMicros),
      started_at: formatInstant(run.startedMicros),
      report_id: run.reportId,
      page: reportPagePath(run.reportId),
    })),
  };
}

function notifyBody(targets: readonly NoticeTarget[]): z.output<typeof notifySchema> {
  return { emails: [...toNamedTargets(targets).emails] };
}
