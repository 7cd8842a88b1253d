import type { Client, ClientOptions, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Settings } from '../../config/settings';
import { untilQuiet } from '../../temporal/bounded-calls';
import { connectTemporal, noServerAt } from '../../temporal/connection';

const DEFAULT_ADDRESS_HOST = '127.0.0.1';

/** Where a role of its own looks for Temporal: TEMPORAL_ADDRESS, or the server that `loopwatch start` runs here. */
export function addressOf(settings: Settings): string {
  return settings.temporalAddress ?? `${DEFAULT_ADDRESS_HOST}:${settings.temporalPort}`;
}

/** Runs `use` with a connection that is closed afterwards. */
export async function withTemporal<T>(
  settings: Settings,
  use: (temporal: { client: Client; connection: Connection }) => Promise<T>,
  interceptors?: ClientOptions['interceptors'] | undefined,
): Promise<T> {
  const temporal = await connectTemporal({
    address: addressOf(settings),
    namespace: settings.temporalNamespace,
    security: settings.temporalSecurity,
    interceptors,
  });
  try {
    return await use(temporal);
  } finally {
    await untilQuiet(temporal.client);
    await temporal.connection.close();
  }
}

/** @throws LoopwatchError UNAVAILABLE where no Temporal server answers. */
export async function connectWorker(settings: Settings): Promise<NativeConnection> {
  const address = addressOf(settings);
  try {
    return await NativeConnection.connect({ address, ...settings.temporalSecurity });
  } catch (error) {
    throw noServerAt(address, error);
  }
}
