import { overlaps } from '../../domain/log/plan-compaction';
import { CommitLog } from '../../storage/commits/commit-log';
import type { CommitBody } from '../../storage/commits/commit-schemas';
import type { FindDelivery } from '../../storage/deliveries/open-delivery';
import { addToLog } from '../ingest/add-to-log';
import { laterStatements } from '../ingest/later-statements';
import { segmentFiles } from '../kit/segment-files';
import type { ActivityPorts } from '../ports';
import { LiveLog } from './live-log';
import { withDelivery } from './read-delivery';

type Ports = Pick<ActivityPorts, 'blobs' | 'computing'>;
type Append = Extract<CommitBody, { type: 'append' }>;
type Merge = Extract<CommitBody, { type: 'merge' }>;

/** Which files are to be made again, and what to do where that fails. */
export interface Wish {
  readonly isWanted: (key: string) => Promise<boolean>;
  /** Told of a commit whose files cannot be made again; it may throw. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Makes segments and lists of stores of the log again, from the deliveries and from other segments. Equal inputs give
 * equal bytes, so each gets the key that it had. @returns the keys that were made
 */
export async function remakeLog(ports: Ports, wish: Wish): Promise<ReadonlySet<string>> {
  const made = new Set<string>();
  const live = new LiveLog();
  const deliveries = new Map<string, Append['file']>();
  const find: FindDelivery = (sha256) => deliveries.get(sha256)?.reading?.delivery ?? null;
  for await (const { mark, body } of new CommitLog(ports.blobs).all('log')) {
    if (body.type === 'append') {
      const { delivery } = body.file.reading ?? {};
      if (delivery) deliveries.set(delivery.sha256, body.file);
    }
    if (await anyWanted(keysIn(body), wish))
      try {
        for (const key of await remakeCommit(ports, { body, live, find, before: mark.number })) made.add(key);
      } catch (error) {
        wish.onFailure(error);
      }
    live.apply(body);
  }
  return made;
}

function remakeCommit(ports: Ports, { body, ...rest }: CommitToRemake): Promise<readonly string[]> {
  if (body.type === 'append') return remakeAppend(ports, { body, ...rest });
  if (body.type === 'merge') return remakeMerge(ports, body, rest.live);
  return Promise.resolve([]);
}

/** The files of the log that a commit added. */
export function keysIn(body: CommitBody): string[] {
  if (body.type === 'append') return [...keysOf(body.segments), body.storesKey];
  return body.type === 'merge' ? keysOf(body.added) : [];
}

interface CommitToRemake {
  readonly body: CommitBody;
  /** The log before it. */
  readonly live: LiveLog;
  readonly find: FindDelivery;
  readonly before: number;
}

interface AppendToRemake extends CommitToRemake {
  readonly body: Append;
}

async function remakeAppend(ports: Ports, { body, live, find, before }: AppendToRemake): Promise<string[]> {
  const { delivery } = body.file.reading ?? {};
  if (!delivery) return [];
  const { sourceIds } = delivery;
  const later = laterStatements(ports, { file: body.file, sourceIds, before });
  const catalogue = { log: { segments: async (_: number, filter = {}) => live.segments(filter) } };
  try {
    return await withDelivery(ports, body.file, delivery, find, async (validated) => {
      const added = await addToLog({ ...ports, catalogue }, live.latest, validated, later);
      return [...keysOf(added.segments), added.storesKey];
    });
  } finally {
    await later.remove();
  }
}

async function remakeMerge({ blobs, computing }: Ports, body: Merge, live: LiveLog): Promise<string[]> {
  const keys: string[] = [];
  const removed = live.removedBy(body);
  for (const { span, buckets } of body.added) {
    const segments = await segmentFiles(
      blobs,
      removed.filter((segment) => overlaps(segment, span, buckets)),
    );
    const { key } = await blobs.writeHashed('segments', 'parquet', (outPath) =>
      computing.run('mergeSegments', { segments, span, buckets, outPath }),
    );
    keys.push(key);
  }
  return keys;
}

function keysOf(segments: readonly { readonly key: string }[]): string[] {
  return segments.map(({ key }) => key);
}

async function anyWanted(keys: readonly string[], { isWanted }: Wish): Promise<boolean> {
  for (const key of keys) if (await isWanted(key)) return true;
  return false;
}
