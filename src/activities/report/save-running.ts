import type { ReportPins } from '../../contract/report';
import type { UnpinnedLoadRequest } from '../../contract/stage-payloads';
import type { Catalogue } from '../../storage/catalogue/catalogue';

/** Records that a report has begun. */
export function saveRunning(
  catalogue: Catalogue,
  { reportId, options, requestedMicros, requestedBy }: UnpinnedLoadRequest,
  pins: ReportPins | null,
): Promise<void> {
  return catalogue.reports.save({
    id: reportId,
    requestedMicros,
    requestedBy: requestedBy ?? null,
    options,
    state: 'Running',
    pins,
    files: [],
    storeCount: null,
    pollCount: null,
    message: null,
    finishedMicros: null,
  });
}
