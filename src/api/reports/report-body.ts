import { z } from 'zod';
import { byFormat, FORMATS, type ReportFormat } from '../../contract/formats';
import { METHODS } from '../../contract/methods';
import { isReportId, reportWorkflowId } from '../../contract/names';
import { REPORT_STAGES, REPORT_STATES, type ReportOptions, type ReportPins } from '../../contract/report';
import { reportApiPath, reportFilePath, reportPagePath } from '../../contract/report-addresses';
import { pinnedVersion, VERSIONED_FACTS, versionFields } from '../../contract/versioned-inputs';
import { formatInstant, formatInstantOrNull } from '../../domain/time/instants';
import { nextCursorSchema } from '../http/paging';
import { choicesBody, choicesShape } from '../http/report-choices';
import { instant, link } from '../http/value-schemas';
import type { ApiPorts } from '../ports';
import type { ReportStatus } from './report-status';

export const reportIdSchema = z
  .string()
  .refine(isReportId, 'must be a report id: a UUID in lower case, as POST /api/v1/reports returns it')
  .meta({ format: 'uuid', description: 'The id of a report.' });

export const formatSchema = z.enum(FORMATS).meta({ description: 'The file to download.' });

const linksSchema = z
  .object({
    self: link,
    events: link.meta({ description: 'The progress, as server-sent events.' }),
    page: link.meta({ description: 'The page for people.' }),
    ...byFormat(() => link.nullable()),
    temporal: link.nullable().meta({ description: 'The workflow in the Temporal Web UI.' }),
  })
  .meta({ id: 'ReportLinks', description: 'A file has a link once it exists.' });

const optionsSchema = z
  .object({ as_of: instant.nullable().meta({ description: 'null: the latest poll.' }), ...choicesShape })
  .meta({ id: 'ReportOptions', description: 'The options that were requested.' });

export const pinsSchema = z
  .object({
    as_of: instant,
    method: z.enum(METHODS),
    method_version: z.int(),
    hold_seconds: z.number(),
    log_version: z.int(),
    ...versionFields((kind) =>
      z.int().meta({ description: `0: no ${VERSIONED_FACTS[kind].name} were imported.` }),
    ),
    tzdb_version: z.string(),
  })
  .meta({
    id: 'ReportPins',
    description: 'The pinned inputs: the same pins give the same bytes.',
  });

const summaryShape = {
  report_id: reportIdSchema,
  state: z.enum(REPORT_STATES),
  stage: z
    .enum([...REPORT_STAGES, 'done'])
    .nullable()
    .meta({ description: 'The stage of a running report; null: no worker answers.' }),
  waiting: z.string().nullable().meta({ description: 'What it waits for: that no worker is running.' }),
  fraction: z.number().nullable().meta({ description: 'The share that is done, 0 to 1.' }),
  seconds_left: z.int().nullable().meta({
    description: 'The likely time left, estimated from similar reports; null: not known.',
  }),
  method: z.enum(METHODS).nullable(),
  as_of: instant.nullable().meta({ description: 'The end of the windows; null: not known yet.' }),
  store_count: z.int().nullable(),
  poll_count: z.int().nullable(),
  requested_at: instant,
  requested_by: z.string().nullable().meta({ description: 'Who requested it; null: not recorded.' }),
  finished_at: instant.nullable(),
  message: z.string().nullable().meta({ description: 'Why the report failed.' }),
  links: linksSchema,
};

export const reportSummarySchema = z
  .object(summaryShape)
  .meta({ id: 'ReportSummary', description: 'The status of a report.' });

export const reportSchema = z
  .object({ ...summaryShape, options: optionsSchema.nullable(), pins: pinsSchema.nullable() })
  .meta({ id: 'Report', description: 'The status, the options and the pinned inputs of a report.' });

export const reportAcceptedSchema = z
  .object({ report_id: reportIdSchema, state: z.enum(REPORT_STATES), links: linksSchema })
  .meta({ id: 'ReportAccepted', description: 'A report that was started.' });

export const reportPageSchema = z
  .object({
    reports: z.array(reportSummarySchema),
    total: z.int().meta({ description: 'The number of reports that match the filters.' }),
    next_cursor: nextCursorSchema,
  })
  .meta({ id: 'ReportPage', description: 'Reports, newest first.' });

export type ReportBody = z.output<typeof reportSchema>;
export type ReportSummaryBody = z.output<typeof reportSummarySchema>;
export type ReportAcceptedBody = z.output<typeof reportAcceptedSchema>;
export type ReportPageBody = z.output<typeof reportPageSchema>;
export type ReportLinksBody = z.output<typeof linksSchema>;

type LinkPorts = Pick<ApiPorts, 'temporalUiUrl' | 'namespace'>;

export function toReportBody(status: ReportStatus, ports: LinkPorts): ReportBody {
  return {
    ...toReportSummary(status, ports),
    options: status.options && optionsBody(status.options),
    pins: status.pins && pinsBody(status.pins),
  };
}

export function toReportSummary(status: ReportStatus, ports: LinkPorts): ReportSummaryBody {
  const isDone = status.state === 'Completed';
  const asOfMicros = status.pins?.asOfMicros ?? status.options?.asOfMicros ?? null;
  return {
    report_id: status.id,
    state: status.state,
    stage: isDone ? 'done' : (status.progress?.stage ?? null),
    waiting: status.waiting ?? null,
    fraction: isDone ? 1 : (status.progress?.fraction ?? null),
    seconds_left: status.secondsLeft,
    method: status.pins?.method ?? status.options?.method ?? null,
    as_of: formatInstantOrNull(asOfMicros),
    store_count: status.storeCount,
    poll_count: status.pollCount,
    requested_at: formatInstant(status.requestedMicros),
    requested_by: status.requestedBy,
    finished_at: formatInstantOrNull(status.finishedMicros),
    message: status.message,
    links: reportLinks(status, ports),
  };
}

export function reportLinks(
  report: Pick<ReportStatus, 'id' | 'files'>,
  { temporalUiUrl, namespace }: LinkPorts,
): ReportLinksBody {
  const fileLink = (format: ReportFormat) =>
    report.files.some((file) => file.format === format) ? reportFilePath(report.id, format) : null;
  const run = `namespaces/${encodeURIComponent(namespace)}/workflows/${reportWorkflowId(report.id)}`;
  return {
    self: reportApiPath(report.id),
    events: `${reportApiPath(report.id)}/events`,
    page: reportPagePath(report.id),
    ...byFormat(fileLink),
    temporal: temporalUiUrl === null ? null : `${temporalUiUrl}/${run}`,
  };
}

function optionsBody(options: ReportOptions): NonNullable<ReportBody['options']> {
  return {
    as_of: formatInstantOrNull(options.asOfMicros),
    ...choicesBody(options),
  };
}

export function pinsBody(pins: ReportPins): NonNullable<ReportBody['pins']> {
  return {
    as_of: formatInstant(pins.asOfMicros),
    method: pins.method,
    method_version: pins.methodVersion,
    hold_seconds: pins.holdSeconds,
    log_version: pins.logVersion,
    ...versionFields((kind) => pinnedVersion(pins, kind)),
    tzdb_version: pins.tzdbVersion,
  };
}
