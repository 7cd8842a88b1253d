import type { Client } from '@temporalio/client';
import type { Settings } from '../../config/settings';
import { formatSourceSpecs } from '../../config/source-specs';
import { describeError } from '../../contract/errors';
import { NOTHING_PASSED_OVER } from '../../contract/input-states';
import { listPassedOver } from '../../domain/wording/describe-passed-over';
import { lockDataFolder } from '../../storage/data-folder-lock';
import { callTemporal } from '../../temporal/call-temporal';
import { failLostSteps } from '../../temporal/fail-lost-steps';
import { ensureSchedules } from '../../temporal/schedules/ensure-schedules';
import { ensureStandingReports } from '../../temporal/schedules/ensure-standing-reports';
import { registerSearchAttributes } from '../../temporal/search-attributes';
import { DEFAULT_UI_PORT, requireFree } from '../../temporal/server/ports';
import { START_LIMIT_MS, startIngestion } from '../../temporal/start-runs';
import { describeKeys } from '../process/access';
import { Cleanups } from '../process/cleanups';
import { openTemporal } from '../process/connect';
import { superviseEmbeddedTemporal } from '../process/embedded-temporal';
import { createLogger } from '../process/logger';
import { openPorts } from '../process/open-ports';
import { requireFolder } from '../process/require-folder';
import { noteService } from '../process/service-note';
import { startTracingIfSet } from '../process/trace';
import { untilStopped } from '../process/until-stopped';
import { warnOfVariables } from '../process/warn-of-variables';
import { superviseWorker } from '../process/worker-process';
import { serve } from './api';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `loopwatch start`: runs everything on this machine until Ctrl-C. The next start finds everything as it was. */
export async function startCommand(given: Settings): Promise<void> {
  warnOfVariables(given);
  const settings = quietUnlessAsked(given);
  await requireSourceFolders(settings);
  const stopping = new AbortController();
  const stopped = untilStopped();
  void stopped.then(() => stopping.abort());
  const cleanups = new Cleanups();
  try {
    const { client, failed, printAddresses } = await startService(settings, cleanups, stopping.signal);
    say(`Ingesting ${formatSourceSpecs(settings.sources)} …`);
    await Promise.race([firstIngestion(client), stopped, failed]);
    await printAddresses();
    await Promise.race([stopped, failed]);
    say('Stopping: running work finishes first. Press Ctrl-C again to stop at once.');
  } finally {
    stopping.abort();
    await cleanups.run();
  }
  say('Stopped. The data folder keeps everything for the next start.');
}

/**
 * Starts each part after those that it needs. The clean-ups stop them in reverse: the HTTP server first, so that it
 * answers its last requests while the worker and Temporal still run.
 */
async function startService(settings: Settings, cleanups: Cleanups, stopping: AbortSignal) {
  const lock = await lockDataFolder(settings.dataDir);
  cleanups.add(() => lock.release());
  const { port } = settings;
  await requireFree({ port, use: 'the page and the API', setting: '--port or LOOPWATCH_PORT' });
  cleanups.add(await noteService(settings));
  const ports = await openPorts(settings);
  cleanups.add(() => ports.catalogue.close());
  // The Web UI asks for no key: whoever reaches it starts and ends runs.
  const defaultUiPort = (await ports.catalogue.keys.exist()) ? null : DEFAULT_UI_PORT;
  const uiPort = settings.temporalUiPort ?? defaultUiPort;
  const temporal = await startTemporal(settings, uiPort, cleanups, stopping);
  const { address, uiUrl } = temporal;
  const here: Settings = { ...settings, temporalAddress: address };
  const tracing = await startTracingIfSet(here, 'api');
  if (tracing) cleanups.add(() => tracing.stop());
  const { client, connection } = await openTemporal(here, cleanups, tracing?.client);
  await registerSearchAttributes(connection, here.temporalNamespace);
  await ensureStandingReports(client, ports.catalogue.standing, ports.clock());
  const isOwnServer = settings.temporalAddress === null;
  if (isOwnServer) await retryLostSteps(client);
  const worker = await superviseWorker(here, { isOwnServer, say, stopping });
  cleanups.add(() => worker.stop());
  const { lostWorkers } = worker;
  const served = { client, ports, logger: createLogger(here), temporalUiUrl: uiUrl, lostWorkers };
  const server = await serve(here, served);
  cleanups.add(() => server.close());
  await ensureSchedules(client);
  const printAddresses = async () => {
    sayAddresses(settings, server.url, uiUrl);
    say(await describeKeys(ports.catalogue, ports.clock()));
  };
  return { client, failed: Promise.race([temporal.failed, worker.failed]), printAddresses };
}

/** Only saves time: without it, Temporal tries them again after their time-outs. */
async function retryLostSteps(client: Client): Promise<void> {
  try {
    const lost = await callTemporal(client, () => failLostSteps(client), START_LIMIT_MS);
    if (lost > 0) say(`Steps that ended with the last run, and are tried again: ${lost}`);
  } catch (error) {
    say(`Steps that ended with the last run wait for their time-outs: ${describeError(error)}`);
  }
}

async function requireSourceFolders({ sources }: Settings): Promise<void> {
  const remedy = 'Name the folder of your CSV files with --source or LOOPWATCH_SOURCE.';
  for (const spec of sources) if (spec.kind === 'folder') await requireFolder(spec.folder, remedy);
}

/** The output is for people: log lines show trouble only, unless LOOPWATCH_LOG_LEVEL asks for more. */
function quietUnlessAsked(settings: Settings): Settings {
  return settings.environment.LOOPWATCH_LOG_LEVEL ? settings : { ...settings, logLevel: 'error' };
}

interface TemporalPlace {
  readonly address: string;
  readonly uiUrl: string | null;
  /** Rejects once our own server has ended too often. */
  readonly failed: Promise<never>;
}

async function startTemporal(
  settings: Settings,
  uiPort: number | null,
  cleanups: Cleanups,
  stopping: AbortSignal,
): Promise<TemporalPlace> {
  const { dataDir, temporalPort: port, temporalNamespace: namespace } = settings;
  if (settings.temporalAddress)
    return { address: settings.temporalAddress, uiUrl: null, failed: new Promise(() => undefined) };
  const options = { dataDir, port, uiPort, namespace, log: say };
  const server = await superviseEmbeddedTemporal(settings, options, stopping);
  cleanups.add(() => server.stop());
  return { ...server.first, failed: server.failed };
}

/** Never throws: the service runs on without a first ingestion. */
async function firstIngestion(client: Client): Promise<void> {
  try {
    const run = await startIngestion(client, 'start');
    const { message, passedOver = NOTHING_PASSED_OVER } = await run.result();
    for (const line of [message, ...listPassedOver(passedOver, 10)]) say(line);
  } catch (error) {
    say(`The first ingestion failed: ${describeError(error)}`);
  }
}

function sayAddresses(settings: Settings, url: string, uiUrl: string | null): void {
  say('');
  say(`  Page             ${url}`);
  say(`  API docs         ${url}/docs`);
  say(`  Temporal Web UI  ${uiUrl ?? otherUi(settings)}`);
  say(`  Data folder      ${settings.dataDir}`);
  say('');
  say('New polls are ingested every hour. Press Ctrl-C to stop.');
}

function otherUi({ temporalAddress }: Settings): string {
  return temporalAddress
    ? `the one of ${temporalAddress}`
    : 'off, because there are keys and it asks for none: docs/security.md';
}
