import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection } from '@temporalio/worker';
import { connectTemporal } from '../../src/temporal/connection';
import { addSearchAttributes, registerSearchAttributes } from '../../src/temporal/search-attributes';
import { startEmbeddedServer } from '../../src/temporal/server/embedded-server';
import { findTemporalBinary, type ServerKind } from '../../src/temporal/server/server-binary';

export interface TestServer {
  readonly address: string;
  readonly client: Client;
  readonly nativeConnection: NativeConnection;
  stop(): Promise<void>;
}

/** Found as the product finds it, and kept with the installed packages for the next suite. */
export async function serverBinary(kind: ServerKind): Promise<string> {
  const { path: found } = await findTemporalBinary({
    kind,
    cacheDir: path.resolve('node_modules/.cache/loopwatch'),
    pathVariable: process.env.PATH ?? '',
    log: () => undefined,
  });
  return found;
}

/** The development server, started as the product starts it, one a suite. */
export async function startTestServer(): Promise<TestServer> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'loopwatch-temporal-'));
  const namespace = 'default';
  const server = await startEmbeddedServer({
    binaryPath: await serverBinary('dev-server'),
    dataDir,
    port: null,
    uiPort: null,
    namespace,
    log: () => undefined,
  });
  const { client, connection } = await connectTemporal({ address: server.address, namespace });
  await registerSearchAttributes(connection, namespace);
  const nativeConnection = await NativeConnection.connect({ address: server.address });
  return {
    address: server.address,
    client,
    nativeConnection,
    async stop() {
      await nativeConnection.close();
      await connection.close();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The server that skips the time in which nothing happens; it knows neither Schedules nor lists. */
export async function startTimeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const executable = { type: 'existing-path', path: await serverBinary('test-server') } as const;
  const environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  await addSearchAttributes(environment.connection, 'default');
  return environment;
}
