import type { Client } from '@temporalio/client';
import type { Settings } from '../../config/settings';
import { LoopwatchError } from '../../contract/errors';
import { requireWorker } from '../../temporal/worker-polling';
import { nowMicros } from '../process/open-ports';

/** Waits for the result of a run. If no worker runs, it says so on the standard error stream and keeps waiting. */
export async function workerResult<T>(
  { temporalNamespace }: Settings,
  client: Client,
  run: { result(): Promise<T> },
): Promise<T> {
  try {
    await requireWorker(client, { namespace: temporalNamespace, nowMicros: nowMicros() });
  } catch (error) {
    if (!(error instanceof LoopwatchError)) throw error;
    process.stderr.write(`Waiting for a worker. ${error.message}. ${error.remedy}\n`);
  }
  return run.result();
}
