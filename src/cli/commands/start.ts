import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Settings } from '../../config/settings';
import { formatSourceSpecs } from '../../config/source-specs';
import { BLANK_CONNECTION } from '../../config/temporal-settings';
import { describeError, LoopwatchError } from '../../contract/errors';
import { ensureSchedules } from '../../temporal/schedules/ingest-schedule';
import { registerSearchAttributes } from '../../temporal/search-attributes';
import { lockDataFolder } from '../../temporal/server/data-folder-lock';
import { requireFree, startEmbeddedServer } from '../../temporal/server/embedded-server';
import { findTemporalBinary } from '../../temporal/server/server-binary';
import { startIngestion } from '../../temporal/start-ingestion';
import { describeKeys } from '../process/access';
import { Cleanups } from '../process/cleanups';
import { withTemporal } from '../process/connect';
import { createLogger } from '../process/logger';
import { openPorts } from '../process/open-ports';
import { requireFolder } from '../process/require-folder';
import { startTracingIfSet } from '../process/trace';
import { untilStopped } from '../process/until-stopped';
import { serve } from './api';
import { WORKER_READY } from './worker';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `loopwatch start`: everything on this machine, until Ctrl-C; started again, everything is still there. */
export async function startCommand(given: Settings): Promise<void> {
  const settings = quietUnlessAsked(given);
  for (const spec of settings.sources) {
    if (spec.kind === 'folder')
      await requireFolder(
        spec.folder,
        'Name the folder of your CSV files with --source or LOOPWATCH_SOURCE.',
      );
  }
  await requireFree(settings.port, 'the page and the API', '--port or LOOPWATCH_PORT');
  const stopped = untilStopped();
  const cleanups = new Cleanups();
  try {
    const lock = await lockDataFolder(settings.dataDir);
    cleanups.add(() => lock.release());
    const temporal = await startTemporal(settings, cleanups);
    const here: Settings = { ...settings, temporalAddress: temporal.address };
    const tracing = await startTracingIfSet(here, 'api');
    if (tracing) cleanups.add(() => tracing.stop());
    await withTemporal(
      here,
      async ({ client, connection }) => {
        await registerSearchAttributes(connection, here.temporalNamespace);
        const ports = await openPorts(here);
        cleanups.add(() => ports.catalogue.close());
        const server = await serve(here, {
          client,
          ports,
          logger: createLogger(here),
          temporalUiUrl: temporal.uiUrl,
        });
        cleanups.add(() => server.close());
        const worker = await startWorker(here, settings.temporalAddress === null);
        cleanups.add(() => stopWorker(worker));
        await ensureSchedules(client);
        say(`Taking in ${formatSourceSpecs(here.sources)} …`);
        const ingested = startIngestion(client, 'start')
          .then((run) => run.result())
          .then(
            (summary) => say(summary.message),
            (error: unknown) => say(`The first ingestion failed: ${describeError(error)}`),
          );
        await Promise.race([ingested, stopped]);
        printAddresses(here, server.url, temporal.uiUrl);
        say(await describeKeys(ports.catalogue));
        await Promise.race([stopped, unexpectedEnd(worker)]);
        say('Stopping … what is under way is finished first; Ctrl-C again ends at once.');
      },
      tracing?.client,
    );
  } finally {
    await cleanups.run();
  }
  say('Stopped. Everything is kept for the next start.');
}

/** What it prints is for people: log lines in between are for trouble, or for who asks for them. */
function quietUnlessAsked(settings: Settings): Settings {
  return settings.environment.LOOPWATCH_LOG_LEVEL ? settings : { ...settings, logLevel: 'error' };
}

function printAddresses(settings: Settings, url: string, uiUrl: string | null): void {
  say('');
  say(`  Page             ${url}`);
  say(`  API docs         ${url}/docs`);
  say(`  Temporal Web UI  ${uiUrl ?? `that of ${settings.temporalAddress}`}`);
  say(`  Data folder      ${settings.dataDir}`);
  say('');
  say('Every hour what is new is taken in. Ctrl-C stops.');
}

async function startTemporal(
  settings: Settings,
  cleanups: Cleanups,
): Promise<{ readonly address: string; readonly uiUrl: string | null }> {
  if (settings.temporalAddress) return { address: settings.temporalAddress, uiUrl: null };
  const { path: binaryPath } = await findTemporalBinary({
    kind: 'dev-server',
    cacheDir: settings.cacheDir,
    pathVariable: settings.searchPath,
    log: say,
  });
  const server = await startEmbeddedServer({
    binaryPath,
    dataDir: settings.dataDir,
    port: settings.temporalPort,
    uiPort: settings.temporalUiPort,
    namespace: settings.temporalNamespace,
    log: say,
  });
  cleanups.add(() => server.stop());
  return server;
}

/** The worker is a process of its own, so that its computing never holds up the page and the API. */
async function startWorker(settings: Settings, isOwnServer: boolean): Promise<ChildProcess> {
  const worker = fork(path.join(__dirname, '../main.js'), ['worker'], {
    env: {
      ...settings.environment,
      LOOPWATCH_DATA: settings.dataDir,
      LOOPWATCH_SOURCE: formatSourceSpecs(settings.sources),
      LOOPWATCH_LOG_LEVEL: settings.logLevel,
      LOOPWATCH_PUBLIC_URL: settings.notices.publicUrl,
      ...(isOwnServer ? BLANK_CONNECTION : {}),
      TEMPORAL_ADDRESS: settings.temporalAddress ?? '',
      TEMPORAL_NAMESPACE: settings.temporalNamespace,
    },
  });
  // Where this process is ended at once, the worker is too.
  process.once('exit', () => worker.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message) => {
      if (message === WORKER_READY) resolve();
    });
    worker.once('exit', (code) =>
      reject(
        new LoopwatchError(
          'SETUP',
          `The worker ended at its start (exit code ${code})`,
          'Its lines above say why.',
        ),
      ),
    );
  });
  return worker;
}

async function stopWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const exited = once(worker, 'exit');
  // Not by a signal: a Ctrl-C has reached the worker too, and a second one would end it at once.
  if (worker.connected) worker.disconnect();
  await exited;
}

async function unexpectedEnd(worker: ChildProcess): Promise<void> {
  await once(worker, 'exit');
  throw new LoopwatchError(
    'UNAVAILABLE',
    'The worker has ended',
    'Its last lines above say why; start again.',
  );
}
