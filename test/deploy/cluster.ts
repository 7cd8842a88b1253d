import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { connectTemporal } from '../../src/temporal/connection';
import { startEmbeddedServer } from '../../src/temporal/server/embedded-server';
import { type Ended, type RunningCommand, runCommand, startCommand } from '../support/command';
import { freePorts } from '../support/free-ports';
import { sharedPostgres } from '../support/postgres';
import { startS3 } from '../support/s3';
import { serverBinary } from '../support/temporal';
import { filledVariables, readCompose } from './compose-file';

type Environment = Readonly<Record<string, string>>;

export interface Cluster {
  readonly client: Client;
  readonly catalogueUrl: string;
  /** The folder in which the S3 server keeps the objects of this cluster. */
  readonly blobsDir: string;
  /** Starts a service of docker-compose.yml with the command of its container, in its own data folder. */
  start(service: string, settings?: Environment): RunningCommand;
  /** Runs another command with the settings of a service, like `docker compose run`. */
  run(service: string, args: readonly string[]): Promise<Ended>;
  stop(): Promise<void>;
}

/**
 * Runs the services of docker-compose.yml as local processes, with Temporal's development server.
 * They get the settings of their containers, except for the addresses of servers and the source.
 */
export async function startCluster(sourceDir: string): Promise<Cluster> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'loopwatch-cluster-'));
  const { services } = readCompose(filledVariables());
  const [postgres, s3, binaryPath] = await Promise.all([
    sharedPostgres(),
    startS3(),
    serverBinary('dev-server'),
  ]);
  const namespace = 'default';
  const temporal = await startEmbeddedServer({
    ...{ binaryPath, namespace, port: null, uiPort: null, log: () => undefined },
    dataDir: path.join(root, 'temporal'),
  });
  const { client, connection } = await connectTemporal({ address: temporal.address, namespace });
  const catalogueUrl = await postgres.newDatabase();
  const blobsUrl = s3.newUrl();
  const places: Environment = {
    LOOPWATCH_CATALOGUE: catalogueUrl,
    LOOPWATCH_BLOBS: blobsUrl,
    TEMPORAL_ADDRESS: temporal.address,
    LOOPWATCH_SOURCE: sourceDir,
    ...s3.environment,
  };
  const running: RunningCommand[] = [];
  let next = 0;
  const environmentOf = (service: string, settings: Environment) => {
    const dataDir = path.join(root, `${service}-${next++}`);
    mkdirSync(dataDir);
    const given = services[service]?.environment ?? {};
    const foreign = Object.keys(places).filter((name) => !(name in given));
    if (foreign.length > 0)
      throw new Error(`docker-compose.yml does not give ${service} ${foreign.join(', ')}.`);
    return { ...given, ...places, LOOPWATCH_DATA: dataDir, ...settings };
  };
  return {
    client,
    catalogueUrl,
    blobsDir: path.join(s3.bucketDir, new URL(blobsUrl).pathname),
    start(service, settings = {}) {
      const command = startCommand(services[service]?.command ?? [], environmentOf(service, settings));
      running.push(command);
      return command;
    },
    run: (service, args) => runCommand(args, environmentOf(service, {})),
    async stop() {
      for (const { process } of running) process.kill('SIGTERM');
      await Promise.all(running.map(({ ended }) => ended));
      await connection.close();
      await Promise.all([temporal.stop(), s3.close()]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export interface ClusterApi {
  readonly url: string;
  readonly command: RunningCommand;
}

/** Starts the service `api`. @returns when it answers. */
export async function startApi(cluster: Cluster): Promise<ClusterApi> {
  const [port = 0] = await freePorts(1);
  const command = cluster.start('api', { LOOPWATCH_PORT: String(port) });
  await command.line('Page and API');
  return { url: `http://127.0.0.1:${port}`, command };
}

export interface ClusterWorker {
  /** Its name in Temporal. */
  readonly identity: string;
  readonly metricsUrl: string;
  readonly command: RunningCommand;
}

/** Starts the service `worker`. @returns when it takes tasks. */
export async function startWorker(cluster: Cluster): Promise<ClusterWorker> {
  const [port = 0] = await freePorts(1);
  const command = cluster.start('worker', { LOOPWATCH_WORKER_METRICS_PORT: String(port) });
  await command.line('The worker takes tasks');
  return {
    identity: `${command.process.pid}@${os.hostname()}`,
    metricsUrl: `http://127.0.0.1:${port}/metrics`,
    command,
  };
}
