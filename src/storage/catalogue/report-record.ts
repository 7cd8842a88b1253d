import type { ReportInput } from '../../contract/workflow-inputs';
import type { AskedReport } from './asked-report-catalogue';
import type { ReportRecord } from './report-catalogue';

type Requested = Pick<ReportInput, 'reportId' | 'options' | 'requestedMicros' | 'requestedBy'>;
type KnownLater = Partial<Omit<ReportRecord, 'id' | keyof Requested>>;

/** The same of what the catalogue keeps of the request. */
export function recordOfAsked(
  { reportId, options, askedMicros: requestedMicros, requestedBy }: AskedReport,
  known: KnownLater = {},
): ReportRecord {
  const by = requestedBy === null ? {} : { requestedBy };
  return reportRecord({ reportId, options, requestedMicros, ...by }, known);
}

/** The record of a report that has just started, with what is known of it beyond the request. */
export function reportRecord(
  { reportId, requestedMicros, requestedBy, options }: Requested,
  known: KnownLater = {},
): ReportRecord {
  return {
    id: reportId,
    requestedMicros,
    requestedBy: requestedBy ?? null,
    options,
    state: 'Running',
    pins: null,
    files: [],
    storeCount: null,
    pollCount: null,
    message: null,
    finishedMicros: null,
    ...known,
  };
}
