import type { Settings } from '../../config/settings';
import type { Listing } from '../../sources/source';
import { type FoundBinary, findPresentBinary } from '../../temporal/server/server-binary';
import { withTemporal } from '../process/connect';
import { openSources } from '../process/open-sources';

const LIST_MILLIS = 30_000;

export async function reachTemporal(settings: Settings): Promise<void> {
  const namespace = settings.temporalNamespace;
  await withTemporal(settings, async ({ connection }) => {
    await connection.workflowService.describeNamespace({ namespace });
  });
}

export function findTemporal({ cacheDir, searchPath }: Settings): Promise<FoundBinary | null> {
  return findPresentBinary({ kind: 'dev-server', cacheDir, pathVariable: searchPath });
}

export async function listSource(settings: Settings): Promise<readonly Listing[]> {
  const sources = await openSources(settings);
  return Promise.all(sources.map((source) => source.list(AbortSignal.timeout(LIST_MILLIS))));
}
