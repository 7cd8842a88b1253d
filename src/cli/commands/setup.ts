import { setTimeout as wait } from 'node:timers/promises';
import type { Settings } from '../../config/settings';
import { describeError } from '../../contract/errors';
import { ensureSchedules } from '../../temporal/schedules/ensure-schedules';
import { registerSearchAttributes } from '../../temporal/search-attributes';
import { withTemporal } from '../process/connect';
import { openPorts } from '../process/open-ports';

const PAUSE_MS = 1_000;

/**
 * `loopwatch setup`: makes ready what all roles share, as often as one likes. A cluster that starts, or has just got its
 * namespace, is waited for.
 * @throws what failed last, once the time has passed.
 */
export async function setupCommand(settings: Settings, waitSeconds: number): Promise<void> {
  const { catalogue } = await openPorts(settings);
  await catalogue.close();
  const giveUpAt = performance.now() + waitSeconds * 1_000;
  let told = '';
  for (;;) {
    try {
      await prepareTemporal(settings);
      break;
    } catch (error) {
      if (performance.now() >= giveUpAt) throw error;
      const reason = describeError(error);
      if (reason !== told) process.stdout.write(`Waiting: ${reason}\n`);
      told = reason;
      await wait(PAUSE_MS);
    }
  }
  process.stdout.write('The catalogue, the search attributes and the Schedules are ready.\n');
}

async function prepareTemporal(settings: Settings): Promise<void> {
  await withTemporal(settings, async ({ client, connection }) => {
    await registerSearchAttributes(connection, settings.temporalNamespace);
    await ensureSchedules(client);
  });
}
