import type { Client, ClientOptions, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Settings } from '../../config/settings';
import { untilQuiet } from '../../temporal/call-temporal';
import { connectTemporal, noServerAt } from '../../temporal/connection';
import { Cleanups } from './cleanups';

const DEFAULT_ADDRESS_HOST = '127.0.0.1';

interface Temporal {
  readonly client: Client;
  readonly connection: Connection;
}

type Interceptors = ClientOptions['interceptors'] | undefined;

/** The Temporal server of a single role: TEMPORAL_ADDRESS, or the server that `loopwatch start` runs here. */
export function addressOf(settings: Settings): string {
  return settings.temporalAddress ?? `${DEFAULT_ADDRESS_HOST}:${settings.temporalPort}`;
}

/** Connects to Temporal. The clean-ups wait for calls that still run, then close the connection. */
export async function openTemporal(
  settings: Settings,
  cleanups: Cleanups,
  interceptors?: Interceptors,
): Promise<Temporal> {
  const temporal = await connectTemporal({
    address: addressOf(settings),
    namespace: settings.temporalNamespace,
    security: settings.temporalSecurity,
    interceptors,
  });
  cleanups.add(() => temporal.connection.close());
  cleanups.add(() => untilQuiet(temporal.client));
  return temporal;
}

/** Runs `use` with a connection, and closes it afterwards. */
export async function withTemporal<T>(
  settings: Settings,
  use: (temporal: Temporal) => Promise<T>,
  interceptors?: Interceptors,
): Promise<T> {
  const cleanups = new Cleanups();
  try {
    return await use(await openTemporal(settings, cleanups, interceptors));
  } finally {
    await cleanups.run();
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
