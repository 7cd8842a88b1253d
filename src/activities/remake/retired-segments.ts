import type { Blobs } from '../../storage/blobs/blobs';
import { CommitLog } from '../../storage/commits/commit-log';
import { LiveLog } from './live-log';

/** The keys of segments that a merge replaced, or whose polls expired. */
export async function retiredSegments(blobs: Blobs): Promise<ReadonlySet<string>> {
  const retired = new Set<string>();
  const live = new LiveLog();
  for await (const { body } of new CommitLog(blobs).all('log')) {
    if (body.type === 'merge') for (const { key } of live.removedBy(body)) retired.add(key);
    if (body.type === 'state' && body.state.of === 'log')
      for (const { key, removedVersion } of body.state.segments)
        if (removedVersion !== null) retired.add(key);
    live.apply(body);
  }
  return retired;
}
