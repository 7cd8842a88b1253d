import { Runtime } from '@temporalio/worker';
import type { Settings } from '../config/settings';
import { createWorker } from '../worker/create-worker';
import { connectWorker } from './connect';
import { createLogger, temporalLogger } from './logger';
import { openPorts } from './open-ports';
import { openSources } from './open-sources';
import { untilStopped } from './until-stopped';

/** What a worker says to the process that started it once it polls for tasks. */
export const WORKER_READY = 'loopwatch-worker-ready';

/** `loopwatch worker`: runs workflows and activities until told to stop, then lets running activities finish. */
export async function workerCommand(settings: Settings): Promise<void> {
  const logger = createLogger(settings);
  Runtime.install({ logger: temporalLogger(logger), shutdownSignals: [] });
  const stopped = untilStopped();
  const ports = await openPorts(settings.dataDir, await openSources(settings), settings.notices);
  const connection = await connectWorker(settings);
  const worker = await createWorker({ connection, namespace: settings.temporalNamespace, ports });
  const running = worker.run();
  if (process.send) process.send(WORKER_READY);
  else
    process.stdout.write(
      `The worker takes tasks from the queue ${worker.options.taskQueue}. Ctrl-C stops.\n`,
    );
  try {
    await Promise.race([stopped, running]);
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await running;
  } finally {
    await connection.close();
    await ports.catalogue.close();
    logger.debug('The worker has stopped');
    // The channel to the process that started this one would keep it alive.
    if (process.connected) process.disconnect();
  }
}
