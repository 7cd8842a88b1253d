import type { PinRequest } from '../../contract/report-payloads';
import type { ReportInput } from '../../contract/workflow-inputs';

/** Only what an input has: a field too many, written by somebody, would be believed as this code's own. */
export function pinRequestOf({ reportId, options, requestedMicros, requestedBy }: ReportInput): PinRequest {
  return { reportId, options, requestedMicros, ...(requestedBy === undefined ? {} : { requestedBy }) };
}
