import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../../config/settings';
import { describeSecurity } from '../../config/temporal-target';
import { describeError, LoopwatchError } from '../../contract/errors';
import { isAlive, LOCK_FILE } from '../../temporal/server/data-folder-lock';
import { type Finding, ok, problem, warning } from './doctor-finding';
import { checkPort } from './doctor-machine';
import type { DoctorTools } from './doctor-tools';

const LOCAL_HOST = '127.0.0.1';

/** The Temporal server that would be used, and the ports that would be taken. Nothing is started or downloaded. */
export async function checkTemporal(settings: Settings, tools: DoctorTools): Promise<Finding[]> {
  const { host, port, temporalAddress, dataDir } = settings;
  if (await isRunningOn(dataDir)) {
    return [
      ok(`A Loopwatch is at work on ${dataDir}: that its ports are taken is right`),
      await checkReachable(settings, tools),
    ];
  }
  const page = await checkPort('page and the API', host, port, mendPort('LOOPWATCH_PORT'));
  if (temporalAddress) return [await checkReachable(settings, tools), page];
  return [
    await checkBinary(settings, tools),
    await checkPort(
      'Temporal server',
      LOCAL_HOST,
      settings.temporalPort,
      mendPort('LOOPWATCH_TEMPORAL_PORT'),
    ),
    await checkPort(
      'Temporal Web UI',
      LOCAL_HOST,
      settings.temporalUiPort,
      mendPort('LOOPWATCH_TEMPORAL_UI_PORT'),
    ),
    page,
  ];
}

function mendPort(setting: string): string {
  return `Stop what uses it, or choose another port with ${setting}.`;
}

async function checkReachable(settings: Settings, tools: DoctorTools): Promise<Finding> {
  const address = settings.temporalAddress ?? `${LOCAL_HOST}:${settings.temporalPort}`;
  try {
    await tools.reachTemporal(settings);
    return ok(
      `The Temporal server at ${address} answers (namespace ${settings.temporalNamespace}, ${describeSecurity(settings.temporalSecurity)})`,
    );
  } catch (error) {
    return problem(
      error instanceof LoopwatchError ? error.message : `Temporal at ${address}: ${describeError(error)}`,
      'Start it, or correct TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE; without an address Loopwatch runs its own.',
    );
  }
}

async function checkBinary(settings: Settings, tools: DoctorTools): Promise<Finding> {
  const present = await tools.findTemporal(settings);
  if (present === null) {
    return warning(
      `No Temporal server on the PATH or in ${settings.cacheDir}: a start would download one`,
      'Without the internet: put the "temporal" program on the PATH, or set TEMPORAL_ADDRESS.',
    );
  }
  const where = present.foundBy === 'PATH' ? 'found on the PATH' : 'kept from an earlier download';
  return ok(`Temporal server: ${present.path}, ${where}, would be started`);
}

/** By the process that its lock names; no lock is none. */
async function isRunningOn(dataDir: string): Promise<boolean> {
  const holder = await readFile(path.join(dataDir, LOCK_FILE), 'utf8').catch(() => '');
  return isAlive(Number(holder));
}
