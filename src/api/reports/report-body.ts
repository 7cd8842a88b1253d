import { reportWorkflowId } from '../../contract/names';
import type { ReportFormat, ReportOptions, ReportPins } from '../../contract/report';
import { reportApiPath, reportFilePath, reportPagePath } from '../../contract/report-addresses';
import { formatInstant, formatInstantOrNull } from '../../domain/time/instants';
import { choicesBody } from '../http/report-choices';
import type { ApiPorts } from '../ports';
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
    as_of: formatInstantOrNull(asOfMicros),
    store_count: status.storeCount,
    poll_count: status.pollCount,
    requested_at: formatInstant(status.requestedMicros),
    requested_by: status.requestedBy,
    finished_at: formatInstantOrNull(status.finishedMicros),
    message: status.message,
    links: linksOf(status, ports),
  };
}

export function linksOf(
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
    csv: fileLink('csv'),
    json: fileLink('json'),
    pdf: fileLink('pdf'),
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
    hours_version: pins.hoursVersion,
    timezones_version: pins.timezonesVersion,
    tzdb_version: pins.tzdbVersion,
  };
}
