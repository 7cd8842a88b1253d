import { describeError } from '../../contract/errors';
import { VERSIONED_KINDS } from '../../contract/versioned-inputs';
import { CommitLog } from '../../storage/commits/commit-log';
import type { ActivityPorts } from '../ports';
import { remakeInputs } from './remake-inputs';
import { keysIn, remakeLog, type Wish } from './remake-log';

export interface Remade {
  readonly made: number;
  /** Files that could not be made again, and that are not there. */
  readonly missing: readonly string[];
  /** Why, in words. */
  readonly failures: readonly string[];
}

/** Makes everything that the commits name again from the deliveries, in the order in which it was made first. */
export async function remakeAll(ports: Pick<ActivityPorts, 'blobs' | 'computing'>): Promise<Remade> {
  const failures = new Set<string>();
  const wish: Wish = {
    isWanted: async () => true,
    onFailure: (error) => failures.add(describeError(error)),
  };
  const made = new Set(await remakeLog(ports, wish));
  for (const kind of VERSIONED_KINDS) for (const key of await remakeInputs(ports, kind, wish)) made.add(key);
  const missing: string[] = [];
  for (const key of await namedKeys(ports))
    if (!made.has(key) && !(await ports.blobs.exists(key))) missing.push(key);
  return { made: made.size, missing, failures: [...failures] };
}

/** What the commits name. Files that left the log were removed by and by, and nothing needs them. */
async function namedKeys({ blobs }: Pick<ActivityPorts, 'blobs'>): Promise<ReadonlySet<string>> {
  const commits = new CommitLog(blobs);
  const named = new Set<string>();
  for await (const { body } of commits.all('log')) for (const key of keysIn(body)) named.add(key);
  for (const kind of VERSIONED_KINDS)
    for await (const { body } of commits.all(kind)) if (body.type === 'version') named.add(body.next.key);
  return named;
}
