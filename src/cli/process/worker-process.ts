import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Settings } from '../../config/settings';
import { formatSourceSpecs } from '../../config/source-specs';
import { BLANK_CONNECTION } from '../../config/temporal-settings';
import { LoopwatchError } from '../../contract/errors';
import { describeEnd, endOf } from '../../temporal/server/process-end';
import { workerIdentity } from '../../temporal/worker-identity';
import { type Part, type Supervised, type SuperviseOptions, supervise } from './supervise';

/** A worker process sends this message to its parent once it polls for tasks. */
export const WORKER_READY = 'loopwatch-worker-ready';
/** Its parent sends this one to have it finish its tasks and end. */
const WORKER_STOP = 'loopwatch-worker-stop';

interface SuperviseWorkerOptions extends Pick<SuperviseOptions<Part>, 'say' | 'stopping'> {
  /** The Temporal server is ours: the worker ignores the settings for another one. */
  readonly isOwnServer: boolean;
}

/**
 * Runs a worker in a process of its own, so that its computing never delays the pages and the API.
 * @returns also the names of workers that have ended, which Temporal lists for minutes more
 */
export async function superviseWorker(
  settings: Settings,
  { isOwnServer, say, stopping }: SuperviseWorkerOptions,
): Promise<Supervised<Part> & { readonly lostWorkers: ReadonlySet<string> }> {
  const lostWorkers = new Set<string>();
  const start = async () => {
    const worker = await startWorkerProcess(settings, isOwnServer);
    const identity = workerIdentity(worker.pid);
    // The system may give the process id of an earlier one.
    lostWorkers.delete(identity);
    void worker.ended.then(() => lostWorkers.add(identity));
    return worker;
  };
  const supervised = await supervise<Part>({
    name: 'The worker process',
    remedy:
      'Its last lines above say why; without any, the machine may lack memory. Mend that, and start again.',
    start,
    say,
    stopping,
  });
  return { ...supervised, lostWorkers };
}

interface WorkerProcess extends Part {
  readonly pid: number;
}

async function startWorkerProcess(settings: Settings, isOwnServer: boolean): Promise<WorkerProcess> {
  const worker = fork(path.join(__dirname, '../main.js'), ['worker'], {
    env: {
      ...settings.environment,
      LOOPWATCH_DATA: settings.dataDir,
      LOOPWATCH_SOURCE: formatSourceSpecs(settings.sources),
      LOOPWATCH_LOG_LEVEL: settings.logLevel,
      LOOPWATCH_PUBLIC_URL: settings.notices.publicUrl,
      ...(isOwnServer ? BLANK_CONNECTION : {}),
      TEMPORAL_ADDRESS: settings.temporalAddress ?? '',
      TEMPORAL_NAMESPACE: settings.temporalNamespace,
    },
  });
  const ended = endOf(worker);
  // A second Ctrl-C ends this process at once: end the worker too.
  const stopNow = () => void worker.kill('SIGKILL');
  process.once('exit', stopNow);
  void ended.then(() => process.removeListener('exit', stopNow));
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message) => {
      if (message === WORKER_READY) resolve();
    });
    void ended.then((end) =>
      reject(
        new LoopwatchError(
          'SETUP',
          `The worker ended at its start (${describeEnd(end)})`,
          'The lines above say why.',
        ),
      ),
    );
  });
  return { pid: worker.pid ?? 0, ended, stop: () => stopWorker(worker, ended) };
}

/** Lets the worker finish its running tasks, and waits until its process has ended. */
async function stopWorker(worker: ChildProcess, ended: Promise<unknown>): Promise<void> {
  // No signal here: Ctrl-C has reached the worker too, and a second signal would end it at once.
  if (worker.connected) worker.send(WORKER_STOP);
  await ended;
}

/**
 * In a worker process: resolves when its parent tells it to stop. Ends the process at once if the parent dies without a
 * word: the next start must find the ports free and no worker of the past. What was under way is done again.
 */
export function untilParentStops(): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send) return;
    // It may have died while this process was loading.
    if (!process.connected) endNow();
    process.once('disconnect', endNow);
    process.on('message', (message) => {
      if (message === WORKER_STOP) resolve();
    });
  });
}

function endNow(): void {
  process.exit(1);
}

/** Closes the channel to the parent process, which would keep this one alive. */
export function leaveParent(): void {
  process.removeListener('disconnect', endNow);
  if (process.connected) process.disconnect();
}
