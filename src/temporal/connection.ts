import {
  Client,
  type ClientOptions,
  Connection,
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import type { TemporalSecurity } from '../config/temporal-target';
import { LoopwatchError } from '../contract/errors';

export interface TemporalConnection {
  readonly connection: Connection;
  readonly client: Client;
}

const CONNECT_TIMEOUT = '5 seconds';
const MAX_RETRY_WAIT_MS = 1_000;

/** @throws LoopwatchError UNAVAILABLE where no Temporal server answers at the address. */
export async function connectTemporal(target: {
  readonly address: string;
  readonly namespace: string;
  readonly security?: TemporalSecurity;
  readonly interceptors?: NonNullable<ClientOptions['interceptors']> | undefined;
}): Promise<TemporalConnection> {
  try {
    const { address, namespace, security, interceptors = {} } = target;
    const connection = await Connection.connect({
      address,
      connectTimeout: CONNECT_TIMEOUT,
      interceptors: retrySoon(),
      ...security,
    });
    return { connection, client: new Client({ connection, namespace, interceptors }) };
  } catch (error) {
    throw noServerAt(target.address, error);
  }
}

/** The client's own retries with shorter waits: a person waits, and a server that comes back is found at once. */
function retrySoon(): NonNullable<ConnectionOptions['interceptors']> {
  const usual = defaultGrpcRetryOptions();
  return [
    makeGrpcRetryInterceptor({
      ...usual,
      delayFunction: (attempt, status) => Math.min(MAX_RETRY_WAIT_MS, usual.delayFunction(attempt, status)),
    }),
  ];
}

/** The error for a connection that cannot be made. */
export function noServerAt(address: string, cause: unknown): LoopwatchError {
  return new LoopwatchError(
    'UNAVAILABLE',
    `No Temporal server answers at ${address}`,
    'Run "loopwatch start" on this machine, or set TEMPORAL_ADDRESS to a server that runs.',
    { cause },
  );
}
