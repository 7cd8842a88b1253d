import { Client, Connection } from '@temporalio/client';
import { LoopwatchError } from '../contract/errors';

export interface TemporalConnection {
  readonly connection: Connection;
  readonly client: Client;
}

const CONNECT_TIMEOUT = '5 seconds';

/** @throws LoopwatchError UNAVAILABLE where no Temporal server answers at the address. */
export async function connectTemporal(target: {
  readonly address: string;
  readonly namespace: string;
}): Promise<TemporalConnection> {
  try {
    const connection = await Connection.connect({ address: target.address, connectTimeout: CONNECT_TIMEOUT });
    return { connection, client: new Client({ connection, namespace: target.namespace }) };
  } catch (error) {
    throw new LoopwatchError(
      'UNAVAILABLE',
      `No Temporal server answers at ${target.address}`,
      'Run "loopwatch start" on this machine, or set TEMPORAL_ADDRESS to a server that runs.',
      { cause: error },
    );
  }
}
