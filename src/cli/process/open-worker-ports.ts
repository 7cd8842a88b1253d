import type { ActivityPorts } from '../../activities/ports';
import { healingBlobs } from '../../activities/remake/healing-blobs';
import { startComputeThreads } from '../../compute/compute-threads';
import type { Settings } from '../../config/settings';
import { partitionsFor } from '../../domain/log/buckets';
import type { Cleanups } from './cleanups';
import { openPorts, type Places } from './open-ports';

interface WorkerPortsOptions extends Pick<ActivityPorts, 'sources' | 'notices'> {
  readonly places: Places;
  readonly settings: Pick<Settings, 'storesPerPartition' | 'retention' | 'dialectOf'>;
  readonly onThreadFailure: (error: unknown) => void;
  /** Told the key of a damaged file that was made again. */
  readonly onHealed: (key: string) => void;
}

/** Opens the ports of a worker, including its computing threads. The clean-ups close them. */
export async function openWorkerPorts(
  { places, settings, sources, notices, onThreadFailure, onHealed }: WorkerPortsOptions,
  cleanups: Cleanups,
): Promise<ActivityPorts> {
  const { storesPerPartition, retention, dialectOf } = settings;
  const stored = await openPorts(places);
  cleanups.add(() => stored.catalogue.close());
  const computing = startComputeThreads(onThreadFailure);
  cleanups.add(() => computing.close());
  const partitions = (storeCount: number) => partitionsFor(storeCount, storesPerPartition);
  const blobs = healingBlobs({ blobs: stored.blobs, computing }, onHealed);
  return { ...stored, blobs, computing, partitions, sources, dialectOf, notices, retention };
}
