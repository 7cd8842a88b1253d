import type { Settings } from '../../config/settings';
import { describeSecurity } from '../../config/temporal-target';
import { describeError, LoopwatchError } from '../../contract/errors';
import { isFolderInUse } from '../../storage/data-folder-lock';
import { databaseIn, findServersOver } from '../../temporal/server/orphans';
import { DEFAULT_UI_PORT, LOCAL_HOST } from '../../temporal/server/ports';
import { checkPort } from './check-machine';
import { type Finding, ok, problem, warning } from './finding';
import type { DoctorTools } from './tools';

/** Checks the Temporal server and the ports that `start` would use. It starts and downloads nothing. */
export async function checkTemporal(settings: Settings, tools: DoctorTools): Promise<Finding[]> {
  const { host, port, temporalAddress, dataDir } = settings;
  if (isRunningOn(dataDir)) {
    return [
      ok(`Loopwatch is running on ${dataDir}, so its ports are in use`),
      await checkReachable(settings, tools),
    ];
  }
  const page = await checkPort('page and the API', host, port, portRemedy('LOOPWATCH_PORT'));
  if (temporalAddress) return [await checkReachable(settings, tools), page];
  const orphans = await findServersOver(databaseIn(dataDir));
  if (orphans.length > 0) return [await checkBinary(settings, tools), leftRunning(orphans), page];
  return [
    await checkBinary(settings, tools),
    await checkPort(
      'Temporal server',
      LOCAL_HOST,
      settings.temporalPort,
      portRemedy('LOOPWATCH_TEMPORAL_PORT'),
    ),
    await checkPort(
      'Temporal Web UI',
      LOCAL_HOST,
      settings.temporalUiPort ?? DEFAULT_UI_PORT,
      portRemedy('LOOPWATCH_TEMPORAL_UI_PORT'),
    ),
    page,
  ];
}

function leftRunning(pids: readonly number[]): Finding {
  return warning(
    `A Temporal server that a crash left running (process ${pids.join(' ')}) has the database of this folder`,
    'Nothing: the next "loopwatch start" stops it.',
  );
}

function portRemedy(setting: string): string {
  return `Stop the program that uses it, or choose another port with ${setting}.`;
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
      'Start it, or correct TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE; without an address Loopwatch runs its own server.',
    );
  }
}

async function checkBinary(settings: Settings, tools: DoctorTools): Promise<Finding> {
  const found = await tools.findTemporal(settings);
  if (found === null) {
    return warning(
      `No Temporal server on the PATH or in ${settings.cacheDir}: "loopwatch start" would download one`,
      'Without internet access, put the "temporal" program on the PATH or set TEMPORAL_ADDRESS.',
    );
  }
  const where =
    found.foundBy === 'PATH'
      ? `found on the PATH, ${found.isVerified ? 'the tested release' : 'not the tested release'}`
      : 'kept from an earlier download, and verified';
  return ok(`Temporal server: ${found.path}, ${where}, would be used`);
}

function isRunningOn(dataDir: string): boolean {
  try {
    return isFolderInUse(dataDir);
  } catch {
    return false; // A broken native module, or a file that cannot be read, has a finding of its own.
  }
}
