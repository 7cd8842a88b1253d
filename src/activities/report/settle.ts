import type { SettleRequest } from '../../contract/report-payloads';
import { recordOfAsked } from '../../storage/catalogue/report-record';
import { requireAsked } from '../kit/require-asked';
import type { ActivityPorts } from '../ports';
import { clearAway } from './clear-away';

/** Records how a report ended, since Temporal forgets it, and removes the files that it no longer needs. */
export function createSettle({ catalogue, blobs, clock }: ActivityPorts) {
  return async (request: SettleRequest): Promise<void> => {
    const asked = await requireAsked(catalogue, request);
    const { reportId, state, message, pins, files, storeCount, pollCount } = request;
    const end = { state, message, pins, files, storeCount, pollCount, finishedMicros: clock() };
    await catalogue.reports.save(recordOfAsked(asked, end));
    await clearAway({ blobs }, reportId, state);
  };
}
