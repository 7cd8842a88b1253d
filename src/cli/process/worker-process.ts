import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Settings } from '../../config/settings';
import { formatSourceSpecs } from '../../config/source-specs';
import { BLANK_CONNECTION } from '../../config/temporal-settings';
import { LoopwatchError } from '../../contract/errors';

/** A worker process sends this message to its parent once it polls for tasks. */
export const WORKER_READY = 'loopwatch-worker-ready';

/**
 * Runs a worker in a process of its own, so that its computing never delays the pages and the API.
 * @param isOwnServer the Temporal server is ours: the worker ignores the settings for another one.
 */
export async function startWorkerProcess(settings: Settings, isOwnServer: boolean): Promise<ChildProcess> {
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
  // A second Ctrl-C ends this process at once: end the worker too.
  process.once('exit', () => worker.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message) => {
      if (message === WORKER_READY) resolve();
    });
    worker.once('exit', (code) =>
      reject(
        new LoopwatchError(
          'SETUP',
          `The worker ended at its start (exit code ${code})`,
          'The lines above say why.',
        ),
      ),
    );
  });
  return worker;
}

/** Lets the worker finish its running tasks, and waits until its process has ended. */
export async function stopWorkerProcess(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const exited = once(worker, 'exit');
  // No signal here: Ctrl-C has reached the worker too, and a second signal would end it at once.
  if (worker.connected) worker.disconnect();
  await exited;
}

/** @throws LoopwatchError UNAVAILABLE as soon as the worker process has ended. */
export async function failWhenWorkerEnds(worker: ChildProcess): Promise<void> {
  await once(worker, 'exit');
  throw new LoopwatchError(
    'UNAVAILABLE',
    'The worker process has ended',
    'Its last lines above say why. Start again.',
  );
}
