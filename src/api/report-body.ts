import { reportWorkflowId } from '../contract/names';
import type { ReportFormat, ReportOptions, ReportPins } from '../contract/report';
import { formatInstant } from '../domain/instants';
import type { ApiPorts } from './ports';
import type { ReportBody, ReportLinksBody, ReportSummaryBody } from './report-schema';
import type { ReportStatus } from './report-status';

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
    fraction: isDone ? 1 : (status.progress?.fraction ?? null),
    seconds_left: status.secondsLeft,
    method: status.pins?.method ?? status.options?.method ?? null,
    as_of: instantOrNull(asOfMicros),
    store_count: status.storeCount,
    poll_count: status.pollCount,
    requested_at: formatInstant(status.requestedMicros),
    requested_by: status.requestedBy,
    finished_at: instantOrNull(status.finishedMicros),
    message: status.message,
    links: linksOf(status, ports),
  };
}

export function linksOf(
  report: Pick<ReportStatus, 'id' | 'files'>,
  { temporalUiUrl, namespace }: LinkPorts,
): ReportLinksBody {
  const self = `/api/v1/reports/${report.id}`;
  const fileLink = (format: ReportFormat) =>
    report.files.some((file) => file.format === format) ? `${self}/report.${format}` : null;
  const run = `namespaces/${encodeURIComponent(namespace)}/workflows/${reportWorkflowId(report.id)}`;
  return {
    self,
    events: `${self}/events`,
    page: `/reports/${report.id}`,
    csv: fileLink('csv'),
    json: fileLink('json'),
    pdf: fileLink('pdf'),
    temporal: temporalUiUrl === null ? null : `${temporalUiUrl}/${run}`,
  };
}

function optionsBody(options: ReportOptions): NonNullable<ReportBody['options']> {
  return {
    as_of: instantOrNull(options.asOfMicros),
    method: options.method,
    hold_seconds: options.holdSeconds,
    stores: options.storeIds && [...options.storeIds],
    formats: [...options.formats],
    extended: options.extended,
    full_table: options.fullTable,
  };
}

export function pinsBody(pins: ReportPins): NonNullable<ReportBody['pins']> {
  return {
    as_of: formatInstant(pins.asOfMicros),
    method: pins.method,
    method_version: pins.methodVersion,
    hold_seconds: pins.holdSeconds,
    log_version: pins.logVersion,
    hours_version: pins.hoursVersion,
    timezones_version: pins.timezonesVersion,
    tzdb_version: pins.tzdbVersion,
  };
}

function instantOrNull(micros: number | null): string | null {
  return micros === null ? null : formatInstant(micros);
}
