import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import type { ActivityPorts } from '../../activities/ports';
import type { Settings } from '../../config/settings';
import { describeError, LoopwatchError } from '../../contract/errors';
import { NOTHING_PASSED_OVER } from '../../contract/input-states';
import type { IngestSummary } from '../../contract/inputs';
import { NO_NOTICES } from '../../contract/notices';
import { passedOverWarnings } from '../../domain/wording/describe-passed-over';
import { FolderSource } from '../../sources/folder-source';
import { lockDataFolder } from '../../storage/data-folder-lock';
import { connectTemporal } from '../../temporal/connection';
import { registerSearchAttributes } from '../../temporal/search-attributes';
import { startIngestion } from '../../temporal/start-runs';
import { createWorker } from '../../worker/create-worker';
import { Cleanups } from './cleanups';
import { startEmbeddedTemporal } from './embedded-temporal';
import { silentLogger } from './logger';
import { placesIn } from './open-ports';
import { openWorkerPorts } from './open-worker-ports';
import { forgetService } from './service-note';

export interface LocalRun {
  readonly client: Client;
  readonly ports: ActivityPorts;
}

interface LocalRunOptions {
  readonly settings: Settings;
  /** The folder to ingest. */
  readonly sourceDir: string;
  /** null: a temporary folder, removed at the end. */
  readonly stateDir: string | null;
  readonly say: (line: string) => void;
}

/** Runs `use` with a Temporal server, a worker and a state of its own, then stops them and cleans up. */
export async function withLocalRun<T>(
  options: LocalRunOptions,
  use: (run: LocalRun) => Promise<T>,
): Promise<T> {
  const { settings, stateDir, say } = options;
  const cleanups = new Cleanups();
  Runtime.install({ logger: silentLogger() });
  try {
    const dataDir = stateDir ?? (await mkdtemp(path.join(os.tmpdir(), 'loopwatch-')));
    if (stateDir === null) cleanups.add(() => rm(dataDir, { recursive: true, force: true }));
    const lock = await lockDataFolder(dataDir);
    cleanups.add(() => lock.release());
    await forgetService(dataDir);
    const namespace = 'default';
    const temporal = { dataDir, port: null, uiPort: null, namespace, log: say };
    const server = await startEmbeddedTemporal(settings, temporal, cleanups);
    const { client, connection } = await connectTemporal({ address: server.address, namespace });
    cleanups.add(() => connection.close());
    await registerSearchAttributes(connection, namespace);
    const ports = await openWorkerPorts(
      {
        places: placesIn(dataDir),
        settings,
        openSources: (peek) => [new FolderSource(options.sourceDir, { peek })],
        notices: NO_NOTICES,
        ingestsOnce: true,
        onThreadFailure: (error) => say(`A computing thread failed: ${describeError(error)}`),
        onHealed: (key) => say(`The stored file ${key} was damaged, and was made again.`),
      },
      cleanups,
    );
    const native = await NativeConnection.connect({ address: server.address });
    cleanups.add(() => native.close());
    const worker = await createWorker({ connection: native, namespace, ports });
    cleanups.add(runInBackground(worker));
    return await use({ client, ports });
  } finally {
    await cleanups.run();
  }
}

/** @returns a function that stops the worker and waits until it has stopped. */
function runInBackground(worker: Worker): () => Promise<void> {
  const running = worker.run();
  // Handle a failure before the stop: an unhandled rejection would end the process.
  running.catch(() => undefined);
  return async () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await running;
  };
}

/**
 * Runs the `ingest` workflow once.
 * @throws LoopwatchError FILE_REJECTED where a file cannot be used: a report of the other files would be incomplete.
 */
export async function ingestOnce({ client, ports }: LocalRun): Promise<IngestSummary> {
  const sourceIds = ports.sources.map((source) => source.id);
  const run = await startIngestion(client, 'cli', `ingest-cli-${process.pid}-${ports.clock()}`);
  const summary = await run.result();
  const files = (await ports.catalogue.files.all()).filter((file) => sourceIds.includes(file.sourceId));
  const rejected = files.flatMap((file) => (file.state === 'rejected' ? [file.message ?? file.name] : []));
  const troubles = [...summary.problems, ...rejected];
  if (troubles.length > 0) {
    const passedOver = passedOverWarnings(summary.passedOver ?? NOTHING_PASSED_OVER);
    throw new LoopwatchError('FILE_REJECTED', [...troubles, ...passedOver].join('\n'));
  }
  return summary;
}
