import type { ReportState } from '../../contract/report';
import { reportFolder, workFolder } from '../../contract/report-keys';
import type { ActivityPorts } from '../ports';

/** Removes the working files of an ended report, and all its files where it did not complete. */
export async function clearAway(
  { blobs }: Pick<ActivityPorts, 'blobs'>,
  reportId: string,
  state: ReportState,
): Promise<void> {
  if (state === 'Running') return;
  await blobs.removeFolder(state === 'Completed' ? workFolder(reportId) : reportFolder(reportId));
}

/**
 * Wraps a stage: removes what the stage wrote where its report has ended meanwhile. A cancelled run does not wait for its
 * running stage, and a retry does not wait for a timed-out attempt.
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
