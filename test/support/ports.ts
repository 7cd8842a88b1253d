import type { ActivityPorts } from '../../src/activities/ports';
import { openPorts, placesIn } from '../../src/cli/open-ports';
import { createTasks } from '../../src/computing/tasks';
import { NO_NOTICES, type NoticeSettings } from '../../src/contract/notices';
import type { PollSource } from '../../src/sources/source';
import { sameThread } from '../../src/threads/task-runner';

/** What a worker works on, over a data folder; it computes in the test's own thread. */
export async function openWorkerPorts(
  dataDir: string,
  sources: readonly PollSource[] = [],
  notices: NoticeSettings = NO_NOTICES,
  catalogueUrl?: string,
): Promise<ActivityPorts> {
  const places = placesIn(dataDir);
  const ports = await openPorts(catalogueUrl ? { ...places, catalogueUrl } : places);
  return { ...ports, computing: sameThread(createTasks()), sources, notices };
}
