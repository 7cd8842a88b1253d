import type { ActivityPorts } from '../../activities/ports';
import { healingBlobs } from '../../activities/remake/healing-blobs';
import { startComputing } from '../../compute/start-computing';
import type { Computing } from '../../compute/tasks';
import type { Settings } from '../../config/settings';
import { partitionsFor } from '../../domain/log/buckets';
import type { PollSource } from '../../sources/source';
import { FORMAT_BYTES, formatOf } from '../../unpack/file-format';
import { type PeekInto, peekInto } from '../../unpack/peek-into';
import { readHead } from '../../unpack/read-head';
import type { Cleanups } from './cleanups';
import { openPorts, type Places } from './open-ports';

interface WorkerPortsOptions extends Pick<ActivityPorts, 'notices' | 'ingestsOnce'> {
  readonly places: Places;
  readonly settings: Pick<Settings, 'storesPerPartition' | 'retention' | 'dialectOf' | 'reading'>;
  readonly openSources: (peek: PeekInto) => readonly PollSource[] | Promise<readonly PollSource[]>;
  readonly onThreadFailure: (error: unknown) => void;
  /** Told the key of a damaged file that was made again. */
  readonly onHealed: (key: string) => void;
}

/** Opens the ports of a worker, including its computing threads. The clean-ups close them. */
export async function openWorkerPorts(
  {
    places,
    settings,
    openSources,
    notices,
    ingestsOnce = false,
    onThreadFailure,
    onHealed,
  }: WorkerPortsOptions,
  cleanups: Cleanups,
): Promise<ActivityPorts> {
  const { storesPerPartition, retention, dialectOf, reading } = settings;
  const stored = await openPorts(places);
  cleanups.add(() => stored.catalogue.close());
  const computing = startComputing({ reading, onThreadFailure });
  cleanups.add(() => computing.close());
  const sources = await openSources(peekBy(computing));
  const partitions = (storeCount: number) => partitionsFor(storeCount, storesPerPartition);
  const blobs = healingBlobs({ blobs: stored.blobs, computing }, onHealed);
  return { ...stored, blobs, computing, partitions, sources, dialectOf, ingestsOnce, notices, retention };
}

/** Looks into a text here, and into all that must be unpacked where bytes of others can do no harm. */
function peekBy(computing: Computing): PeekInto {
  return async (path) =>
    formatOf(await readHead(path, FORMAT_BYTES)) === 'text'
      ? peekInto(path)
      : computing.run('peekInto', { path });
}
