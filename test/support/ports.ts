import type { ActivityPorts } from '../../src/activities/ports';
import { healingBlobs } from '../../src/activities/remake/healing-blobs';
import { openPorts, type Places, placesIn } from '../../src/cli/process/open-ports';
import { computeTasks } from '../../src/compute/tasks';
import { DEFAULT_STORES_PER_PARTITION } from '../../src/contract/buckets';
import { PLAIN_DIALECT } from '../../src/contract/file-reading';
import { KEEP_ALL } from '../../src/contract/maintenance';
import { NO_NOTICES, type NoticeSettings } from '../../src/contract/notices';
import { partitionsFor } from '../../src/domain/log/buckets';
import type { PollSource } from '../../src/sources/source';
import { sameThread } from '../../src/thread-pool/task-runner';

/** The ports of a worker over a data folder; computation runs in the thread of the test. */
export async function openWorkerPorts(
  dataDir: string,
  sources: readonly PollSource[] = [],
  notices: NoticeSettings = NO_NOTICES,
  over: Partial<Places> = {},
): Promise<ActivityPorts> {
  const stored = await openPorts({ ...placesIn(dataDir), ...over });
  const computing = sameThread(computeTasks);
  return {
    ...stored,
    blobs: healingBlobs({ blobs: stored.blobs, computing }, () => undefined),
    computing,
    partitions: (storeCount) => partitionsFor(storeCount, DEFAULT_STORES_PER_PARTITION),
    sources,
    dialectOf: () => PLAIN_DIALECT,
    notices,
    retention: KEEP_ALL,
  };
}
