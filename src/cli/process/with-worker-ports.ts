import type { ActivityPorts } from '../../activities/ports';
import type { Settings } from '../../config/settings';
import { describeError } from '../../contract/errors';
import { NO_NOTICES } from '../../contract/notices';
import { Cleanups } from './cleanups';
import type { Places } from './open-ports';
import { openWorkerPorts } from './open-worker-ports';

const warn = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs `use` with the ports of a worker, without sources and without Temporal, and closes them afterwards. */
export async function withWorkerPorts<T>(
  settings: Settings,
  places: Places,
  use: (ports: ActivityPorts) => Promise<T>,
): Promise<T> {
  const cleanups = new Cleanups();
  try {
    const ports = await openWorkerPorts(
      {
        places,
        settings,
        openSources: () => [],
        notices: NO_NOTICES,
        onThreadFailure: (error) => warn(`A computing thread failed: ${describeError(error)}`),
        onHealed: (key) => warn(`The stored file ${key} was damaged, and was made again.`),
      },
      cleanups,
    );
    return await use(ports);
  } finally {
    await cleanups.run();
  }
}
