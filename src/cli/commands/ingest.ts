import type { Settings } from '../../config/settings';
import { NOTHING_PASSED_OVER } from '../../contract/input-states';
import { troublesOf } from '../../domain/health/find-troubles';
import { listPassedOver } from '../../domain/wording/describe-passed-over';
import { ensureSchedules } from '../../temporal/schedules/ensure-schedules';
import { startIngestion } from '../../temporal/start-runs';
import { withTemporal } from '../process/connect';
import { workerResult } from './worker-result';

/** `loopwatch ingest`: ensures that the Schedules exist, ingests now and prints the result. Exit code 1: it has problems. */
export async function ingestCommand(settings: Settings): Promise<void> {
  await withTemporal(settings, async ({ client }) => {
    await ensureSchedules(client);
    const summary = await workerResult(settings, client, await startIngestion(client, 'cli'));
    const passedOver = listPassedOver(summary.passedOver ?? NOTHING_PASSED_OVER);
    for (const line of [summary.message, ...passedOver.map((file) => `Passed over: ${file}`)])
      process.stdout.write(`${line}\n`);
    if (troublesOf(summary).length > 0) process.exitCode = 1;
  });
}
