import type { Settings } from '../config/settings';
import { type FoundBinary, findPresentBinary } from '../temporal/server-binary';
import { withTemporal } from './connect';

export async function reachTemporal(settings: Settings): Promise<void> {
  const namespace = settings.temporalNamespace;
  await withTemporal(settings, async ({ connection }) => {
    await connection.workflowService.describeNamespace({ namespace });
  });
}

export function findTemporal({ cacheDir, searchPath }: Settings): Promise<FoundBinary | null> {
  return findPresentBinary({ kind: 'dev-server', cacheDir, pathVariable: searchPath });
}
