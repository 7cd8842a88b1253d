import type { Settings } from '../../config/settings';
import {
  type EmbeddedServer,
  type EmbeddedServerOptions,
  startEmbeddedServer,
} from '../../temporal/server/embedded-server';
import { findTemporalBinary } from '../../temporal/server/server-binary';
import type { Cleanups } from './cleanups';

/** Finds a Temporal server program, and runs it until the clean-ups stop it. */
export async function startEmbeddedTemporal(
  { cacheDir, searchPath }: Pick<Settings, 'cacheDir' | 'searchPath'>,
  options: Omit<EmbeddedServerOptions, 'binaryPath'>,
  cleanups: Cleanups,
): Promise<EmbeddedServer> {
  const { path: binaryPath } = await findTemporalBinary({
    kind: 'dev-server',
    cacheDir,
    pathVariable: searchPath,
    log: options.log,
  });
  const server = await startEmbeddedServer({ ...options, binaryPath });
  cleanups.add(() => server.stop());
  return server;
}
