import type { Settings } from '../../config/settings';
import { NOTHING_PASSED_OVER } from '../../contract/inputs';
import { listPassedOver } from '../../domain/wording/describe-passed-over';
import { ensureSchedules } from '../../temporal/schedules/ensure-schedules';
import { startIngestion } from '../../temporal/start-runs';
import { withTemporal } from '../process/connect';
import { workerResult } from './worker-result';

/** `loopwatch ingest`: ensures that the Schedules exist, ingests new polls now and prints the result. */
export async function ingestCommand(settings: Settings): Promise<void> {
  await withTemporal(settings, async ({ client }) => {
    await ensureSchedules(client);
    const summary = await workerResult(settings, client, await startIngestion(client, 'cli'));
    const passedOver = listPassedOver(summary.passedOver ?? NOTHING_PASSED_OVER);
    for (const line of [summary.message, ...passedOver.map((file) => `Passed over: ${file}`)])
      process.stdout.write(`${line}\n`);
    if (summary.problems.length > 0 || summary.outcomes.some((outcome) => outcome.state === 'rejected')) {
      process.exitCode = 1;
    }
  });
}
