import type { Settings } from '../../config/settings';
import { NOTHING_PASSED_OVER } from '../../contract/input-states';
import { troublesOf } from '../../domain/health/find-troubles';
import { listPassedOver } from '../../domain/wording/describe-passed-over';
import { hasCatalogue } from '../../storage/sql/open-catalogue';
import { ensureSchedules } from '../../temporal/schedules/ensure-schedules';
import { startIngestion } from '../../temporal/start-runs';
import { withTemporal } from '../process/connect';
import { withOwnCall, withOwnCommands } from '../process/own-command';
import { workerResult } from './worker-result';

/** `loopwatch ingest`: ensures that the Schedules exist, ingests now and prints the result. Exit code 1: it has problems. */
export async function ingestCommand(settings: Settings): Promise<void> {
  await withTemporal(settings, async ({ client }) => {
    await ensureSchedules(client);
    const summary = await workerResult(settings, client, await startIngestion(client, 'cli'));
    const passedOver = listPassedOver(summary.passedOver ?? NOTHING_PASSED_OVER);
    const hasFolder = await hasCatalogue(settings.catalogueUrl);
    for (const line of [summary.message, ...passedOver.map((file) => `Passed over: ${file}`)])
      process.stdout.write(`${hasFolder ? withOwnCommands(line, settings.dataDir) : withOwnCall(line)}\n`);
    if (troublesOf(summary).length > 0) process.exitCode = 1;
  });
}
