import path from 'node:path';
import type { Settings } from '../../config/settings';
import {
  type EmbeddedServer,
  type EmbeddedServerOptions,
  startEmbeddedServer,
  TEMPORAL_LOG_FILE,
} from '../../temporal/server/embedded-server';
import { findTemporalBinary } from '../../temporal/server/server-binary';
import type { Cleanups } from './cleanups';
import { type Supervised, supervise } from './supervise';

type Finding = Pick<Settings, 'cacheDir' | 'searchPath'>;
type ServerOptions = Omit<EmbeddedServerOptions, 'binaryPath'>;

/** Finds a Temporal server program, and runs it until the clean-ups stop it. */
export async function startEmbeddedTemporal(
  settings: Finding,
  options: ServerOptions,
  cleanups: Cleanups,
): Promise<EmbeddedServer> {
  const binaryPath = await findBinary(settings, options);
  const server = await startEmbeddedServer({ ...options, binaryPath });
  cleanups.add(() => server.stop());
  return server;
}

/** The same for a service: a server that ends is started again, on the same ports. */
export async function superviseEmbeddedTemporal(
  settings: Finding,
  options: ServerOptions,
  stopping: AbortSignal,
): Promise<Supervised<EmbeddedServer>> {
  const binaryPath = await findBinary(settings, options);
  return supervise({
    name: 'The Temporal server',
    remedy: `${path.join(options.dataDir, TEMPORAL_LOG_FILE)} says why. Mend that, and start again.`,
    start: () => startEmbeddedServer({ ...options, binaryPath }),
    say: options.log,
    stopping,
  });
}

async function findBinary(
  { cacheDir, searchPath: pathVariable }: Finding,
  { log }: ServerOptions,
): Promise<string> {
  return (await findTemporalBinary({ kind: 'dev-server', cacheDir, pathVariable, log })).path;
}
