import { workKey } from '../../contract/report-keys';
import type { FilteredReport, FilterRequest } from '../../contract/stage-payloads';
import type { ActivityPorts } from '../ports';

/** Keeps the polls inside business hours. */
export function createFilter({ blobs, computing }: ActivityPorts) {
  return async ({ reportId, part, ...keys }: FilterRequest): Promise<FilteredReport> => {
    const keptKey = workKey(reportId, 'kept', part);
    const pollsPath = await blobs.localPath(keys.pollsKey);
    const intervalsPath = await blobs.localPath(keys.intervalsKey);
    const zonesPath = keys.zonesKey === undefined ? null : await blobs.localPath(keys.zonesKey);
    const filtered = await blobs.write(keptKey, (outPath) =>
      computing.run('filterPolls', { pollsPath, intervalsPath, zonesPath, outPath }),
    );
    return { keptKey, ...filtered };
  };
}
