import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import type { ActivityPorts } from '../../activities/ports';
import type { Settings } from '../../config/settings';
import { describeError, LoopwatchError } from '../../contract/errors';
import type { IngestSummary } from '../../contract/inputs';
import { INGEST_WORKFLOW, TASK_QUEUE } from '../../contract/names';
import { NO_NOTICES } from '../../contract/notices';
import { FolderSource } from '../../sources/folder-source';
import { connectTemporal } from '../../temporal/connection';
import { registerSearchAttributes } from '../../temporal/search-attributes';
import { lockDataFolder } from '../../temporal/server/data-folder-lock';
import { startEmbeddedServer } from '../../temporal/server/embedded-server';
import { findTemporalBinary } from '../../temporal/server/server-binary';
import { createWorker } from '../../worker/create-worker';
import { Cleanups } from './cleanups';
import { silentLogger } from './logger';
import { placesIn } from './open-ports';
import { openWorkerPorts } from './open-worker-ports';

export interface LocalRun {
  readonly client: Client;
  readonly ports: ActivityPorts;
}

interface LocalRunOptions {
  readonly settings: Settings;
  /** The folder to take in. */
  readonly sourceDir: string;
  /** Kept from run to run; null: a temporary folder, removed at the end. */
  readonly stateDir: string | null;
  readonly say: (line: string) => void;
}

/** Runs `use` with a Temporal server, a worker and a state of its own, and stops and tidies up afterwards, come what may. */
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
    const { path: binaryPath } = await findTemporalBinary({
      kind: 'dev-server',
      cacheDir: settings.cacheDir,
      pathVariable: settings.searchPath,
      log: say,
    });
    const namespace = 'default';
    const server = await startEmbeddedServer({
      binaryPath,
      dataDir,
      port: null,
      uiPort: null,
      namespace,
      log: say,
    });
    cleanups.add(() => server.stop());
    const { client, connection } = await connectTemporal({ address: server.address, namespace });
    cleanups.add(() => connection.close());
    await registerSearchAttributes(connection, namespace);
    const ports = await openWorkerPorts(
      {
        places: placesIn(dataDir),
        settings,
        sources: [new FolderSource(options.sourceDir)],
        notices: NO_NOTICES,
        onThreadFailure: (error) => say(`A computing thread failed: ${describeError(error)}`),
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

/** @returns what stops it and waits until it has. */
function runInBackground(worker: Worker): () => Promise<void> {
  const running = worker.run();
  // Without a handler here, a failure before the stop would end the process as an unhandled rejection.
  running.catch(() => undefined);
  return async () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await running;
  };
}

/**
 * Takes the source in, once, by the `ingest` workflow.
 * @throws LoopwatchError FILE_REJECTED where a file of the source cannot be used: a report of the rest would come out shorter.
 */
export async function takeIn({ client, ports }: LocalRun): Promise<IngestSummary> {
  const summary: IngestSummary = await client.workflow.execute(INGEST_WORKFLOW, {
    taskQueue: TASK_QUEUE,
    workflowId: `ingest-cli-${process.pid}-${ports.clock()}`,
    args: [{ trigger: 'cli' }],
  });
  const sourceIds = ports.sources.map((source) => source.id);
  const files = (await ports.catalogue.files.all()).filter((file) => sourceIds.includes(file.sourceId));
  const rejected = files.flatMap((file) => (file.state === 'rejected' ? [file.message ?? file.name] : []));
  const troubles = [...summary.problems, ...rejected];
  if (troubles.length > 0) throw new LoopwatchError('FILE_REJECTED', troubles.join('\n'));
  return summary;
}
