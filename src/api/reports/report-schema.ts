import { z } from 'zod';
import { isReportId } from '../../contract/names';
import { FORMATS, METHODS, REPORT_STAGES, REPORT_STATES } from '../../contract/report';
import { nextCursorSchema } from '../http/paging';
import { choicesShape } from '../http/report-choices';

/** The shapes in which the API speaks of reports. Instants are ISO 8601 in UTC. */
const instant = z.string().meta({ format: 'date-time' });
const count = z.int().nullable();
const link = z.string().meta({ format: 'uri-reference' });

export const reportIdSchema = z
  .string()
  .refine(isReportId, 'must be a report id: a UUID in lower case, as POST /api/v1/reports returns it')
  .meta({ format: 'uuid', description: 'The id of a report.' });

export const formatSchema = z.enum(FORMATS).meta({ description: 'The file to download.' });

const linksSchema = z
  .object({
    self: link,
    events: link.meta({ description: 'Its progress, as server-sent events.' }),
    page: link.meta({ description: 'For people.' }),
    csv: link.nullable(),
    json: link.nullable(),
    pdf: link.nullable(),
    temporal: link.nullable().meta({ description: 'The run in the Temporal Web UI.' }),
  })
  .meta({ id: 'ReportLinks', description: 'A file has a link once it is there.' });

const optionsSchema = z
  .object({ as_of: instant.nullable().meta({ description: 'null: the latest poll.' }), ...choicesShape })
  .meta({ id: 'ReportOptions', description: 'What was asked for.' });

export const pinsSchema = z
  .object({
    as_of: instant,
    method: z.enum(METHODS),
    method_version: z.int(),
    hold_seconds: z.number(),
    log_version: z.int(),
    hours_version: z.int().meta({ description: '0: menu hours were never taken in.' }),
    timezones_version: z.int().meta({ description: '0: timezones were never taken in.' }),
    tzdb_version: z.string(),
  })
  .meta({
    id: 'ReportPins',
    description: 'What the report is a function of: the same pins give the same bytes.',
  });

const summaryShape = {
  report_id: reportIdSchema,
  state: z.enum(REPORT_STATES),
  stage: z
    .enum([...REPORT_STAGES, 'done'])
    .nullable()
    .meta({ description: 'Where a running report is; null: no worker says so.' }),
  fraction: z.number().nullable().meta({ description: 'How much is done, 0 to 1.' }),
  seconds_left: count.meta({
    description: 'How long it will likely still take, by the last reports like it; null: nothing tells.',
  }),
  method: z.enum(METHODS).nullable(),
  as_of: instant.nullable().meta({ description: 'The instant it speaks for; null: not known yet.' }),
  store_count: count,
  poll_count: count,
  requested_at: instant,
  requested_by: z.string().nullable().meta({ description: 'Who asked; null: nobody noted it.' }),
  finished_at: instant.nullable(),
  message: z.string().nullable().meta({ description: 'Why it failed.' }),
  links: linksSchema,
};

export const reportSummarySchema = z
  .object(summaryShape)
  .meta({ id: 'ReportSummary', description: 'How a report stands.' });

export const reportSchema = z
  .object({ ...summaryShape, options: optionsSchema.nullable(), pins: pinsSchema.nullable() })
  .meta({ id: 'Report', description: 'How a report stands, what was asked for, and what it was made of.' });

export const reportAcceptedSchema = z
  .object({ report_id: reportIdSchema, state: z.enum(REPORT_STATES), links: linksSchema })
  .meta({ id: 'ReportAccepted', description: 'A report that was started.' });

export const reportPageSchema = z
  .object({
    reports: z.array(reportSummarySchema),
    total: z.int().meta({ description: 'How many there are in all, by the same filters.' }),
    next_cursor: nextCursorSchema,
  })
  .meta({ id: 'ReportPage', description: 'Reports, newest first.' });

export type ReportBody = z.output<typeof reportSchema>;
export type ReportSummaryBody = z.output<typeof reportSummarySchema>;
export type ReportLinksBody = z.output<typeof linksSchema>;
