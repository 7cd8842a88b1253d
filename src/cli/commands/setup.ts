import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../../config/settings';
import { describeError } from '../../contract/errors';
import { ensureSchedules } from '../../temporal/schedules/ensure-schedules';
import { ensureStandingReports } from '../../temporal/schedules/ensure-standing-reports';
import { registerSearchAttributes } from '../../temporal/search-attributes';
import { withTemporal } from '../process/connect';
import { openPorts } from '../process/open-ports';

const PAUSE_MS = 1_000;

type Kept = Pick<Awaited<ReturnType<typeof openPorts>>, 'catalogue' | 'clock'>;

/**
 * `loopwatch setup`: prepares what all roles share. It can run repeatedly, and waits for a cluster that is starting
 * or whose namespace is new.
 * @throws the last failure, once the time has passed.
 */
export async function setupCommand(settings: Settings, waitSeconds: number): Promise<void> {
  const { catalogue, clock } = await openPorts(settings);
  try {
    await prepareOnceThere(settings, { catalogue, clock }, waitSeconds);
  } finally {
    await catalogue.close();
  }
  process.stdout.write('The catalogue, the search attributes and the Schedules are ready.\n');
}

async function prepareOnceThere(settings: Settings, ports: Kept, waitSeconds: number): Promise<void> {
  const giveUpAt = performance.now() + waitSeconds * 1_000;
  let lastReason = '';
  for (;;) {
    try {
      return await prepareTemporal(settings, ports);
    } catch (error) {
      if (performance.now() >= giveUpAt) throw error;
      const reason = describeError(error);
      if (reason !== lastReason) process.stdout.write(`Waiting: ${reason}\n`);
      lastReason = reason;
      await sleep(PAUSE_MS);
    }
  }
}

async function prepareTemporal(settings: Settings, { catalogue, clock }: Kept): Promise<void> {
  await withTemporal(settings, async ({ client, connection }) => {
    await registerSearchAttributes(connection, settings.temporalNamespace);
    await ensureSchedules(client);
    await ensureStandingReports(client, catalogue.standing, clock());
  });
}
