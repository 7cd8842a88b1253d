import type { SettleRequest } from '../../contract/report-payloads';
import type { ActivityPorts } from '../ports';
import { clearAway } from './clear-away';

/** Records how a report ended, for the time after Temporal has forgotten it, and removes what is no longer needed. */
export function createSettle({ catalogue, blobs, clock }: ActivityPorts) {
  return async (request: SettleRequest): Promise<void> => {
    const {
      reportId,
      options,
      requestedMicros,
      requestedBy = null,
      state,
      message,
      pins,
      files,
      storeCount,
      pollCount,
    } = request;
    await catalogue.reports.save({
      id: reportId,
      requestedMicros,
      requestedBy,
      options,
      state,
      pins,
      files,
      storeCount,
      pollCount,
      message,
      finishedMicros: clock(),
    });
    await clearAway({ blobs }, reportId, state);
  };
}
