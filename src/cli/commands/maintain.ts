import type { Settings } from '../../config/settings';
import { startMaintenance } from '../../temporal/start-runs';
import { withTemporal } from '../process/connect';
import { workerResult } from './worker-result';

/** `loopwatch maintain`: has the running worker merge and clean up now, and prints what it did. */
export async function maintainCommand(settings: Settings, isConfirmed: boolean): Promise<void> {
  await withTemporal(settings, async ({ client }) => {
    const run = await startMaintenance(client, 'cli', isConfirmed ? { isConfirmed } : {});
    const { message, problems } = await workerResult(settings, client, run);
    process.stdout.write(`${message}\n`);
    if (problems.length > 0) process.exitCode = 1;
  });
}
