import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection } from '@temporalio/worker';
import { z } from 'zod';
import { connectTemporal } from '../../src/temporal/connection';
import { addSearchAttributes, registerSearchAttributes } from '../../src/temporal/search-attributes';
import type { ServerKind } from '../../src/temporal/server/tested-programs';
import { askKeeper, hasKeeper } from './run/ask-keeper';
import { serverProgram, startDevServer } from './run/dev-server';

export interface TestServer {
  readonly address: string;
  readonly namespace: string;
  /** The settings that give a command the server and the namespace. */
  readonly environment: Readonly<Record<string, string>>;
  readonly client: Client;
  readonly nativeConnection: NativeConnection;
  stop(): Promise<void>;
}

export function serverBinary(kind: ServerKind): Promise<string> {
  return hasKeeper() ? askKeeper(kind, z.string()) : serverProgram(kind);
}

/** A new namespace on the shared development server, with separate workflow ids and task queues. */
export async function startTestServer(): Promise<TestServer> {
  const own = hasKeeper() ? null : await startDevServer();
  const address = own?.address ?? (await askKeeper('temporal', z.string()));
  const namespace = `test-${randomUUID()}`;
  const { client, connection } = await connectTemporal({ address, namespace });
  const workflowExecutionRetentionPeriod = msToTs('1 day');
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  await registerSearchAttributes(connection, namespace);
  const nativeConnection = await NativeConnection.connect({ address });
  return {
    address,
    namespace,
    environment: { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace },
    client,
    nativeConnection,
    async stop() {
      await nativeConnection.close();
      await connection.close();
      await own?.stop();
    },
  };
}

/** The time-skipping server, without Schedules or lists. One per test file: its workflows share a clock. */
export async function startTimeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const executable = { type: 'existing-path', path: await serverBinary('test-server') } as const;
  const environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  await addSearchAttributes(environment.connection, 'default');
  return environment;
}
