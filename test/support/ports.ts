import type { ActivityPorts } from '../../src/activities/ports';
import { openPorts, type Places, placesIn } from '../../src/cli/open-ports';
import { createTasks } from '../../src/computing/tasks';
import { NO_NOTICES, type NoticeSettings } from '../../src/contract/notices';
import type { PollSource } from '../../src/sources/source';
import { sameThread } from '../../src/threads/task-runner';

/** What a worker works on, over a data folder; it computes in the test's own thread. */
export async function openWorkerPorts(
  dataDir: string,
  sources: readonly PollSource[] = [],
  notices: NoticeSettings = NO_NOTICES,
  over: Partial<Places> = {},
): Promise<ActivityPorts> {
  const ports = await openPorts({ ...placesIn(dataDir), ...over });
  return { ...ports, computing: sameThread(createTasks()), sources, notices };
}
