import type { ReportOptions } from '../../src/contract/report';
import { reportRequestSchema, toReportOptions } from '../../src/domain/report/report-request';

/** The options of a report for which nothing is chosen. */
export function defaultOptions(): ReportOptions {
  return toReportOptions(reportRequestSchema.parse({}));
}
