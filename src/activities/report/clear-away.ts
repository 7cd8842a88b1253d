import type { ReportState } from '../../contract/report';
import { reportFolder, workFolder } from '../../contract/report-keys';
import type { ActivityPorts } from '../ports';

/** Removes what an ended report has no more use for: its work, and its files too where it did not complete. */
export async function clearAway(
  { blobs }: Pick<ActivityPorts, 'blobs'>,
  reportId: string,
  state: ReportState,
): Promise<void> {
  if (state === 'Running') return;
  await blobs.removeFolder(state === 'Completed' ? workFolder(reportId) : reportFolder(reportId));
}

/**
 * A stage that clears away what it wrote where its report has meanwhile ended: a cancelled run does not wait for the
 * stage under way, nor does a retry for an attempt that timed out.
 */
export function clearingAway<Q extends { readonly reportId: string }, R>(
  ports: ActivityPorts,
  stage: (request: Q) => Promise<R>,
): (request: Q) => Promise<R> {
  return async (request) => {
    try {
      return await stage(request);
    } finally {
      const record = await ports.catalogue.reports.get(request.reportId);
      if (record) await clearAway(ports, request.reportId, record.state);
    }
  };
}
