import type { Settings } from '../../config/settings';
import type { Tracing } from '../../tracing/start-tracing';
import { packageVersion } from './package-version';

/** Starts tracing where an exporter is set; else null, and the modules of tracing are not loaded. */
export async function startTracingIfSet(
  { tracing }: Settings,
  role: 'api' | 'worker',
): Promise<Tracing | null> {
  if (tracing === null) return null;
  const { startTracing } = await import('../../tracing/start-tracing.js');
  return startTracing({ name: tracing.serviceName ?? `loopwatch-${role}`, version: packageVersion() });
}
