import type { Kysely } from 'kysely';
import { LoopwatchError } from '../../../contract/errors';
import { isRun, refOf } from '../../../domain/log/plan-compaction';
import type { LogCompaction, Segment, StoredSegment } from '../../catalogue/log-catalogue';
import type { Tables } from '../schema';
import { addSegments, readSegments } from './segment-rows';

/** Runs in the caller's transaction. */
export async function compactLog(db: Kysely<Tables>, compaction: LogCompaction): Promise<void> {
  const { maintenanceId, committedMicros, added } = compaction;
  const { version: last, ...totals } = await db
    .selectFrom('log_versions')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const removed = await requireRemovable(db, last, compaction);
  const version = last + 1;
  await db
    .insertInto('log_versions')
    .values({
      ...totals,
      version,
      committed_at: committedMicros,
      ingestion_id: maintenanceId,
      source_id: '',
      file_id: '',
      polls_added: 0,
    })
    .execute();
  for (const { addedVersion, part } of removed)
    await db
      .updateTable('segments')
      .set({ removed_version: version })
      .where('added_version', '=', addedVersion)
      .where('part', '=', part)
      .execute();
  const precedence = Math.max(...removed.map((segment) => segment.precedence));
  await addSegments(db, added, { version, precedence });
}

async function requireRemovable(
  db: Kysely<Tables>,
  latest: number,
  { removed, added }: LogCompaction,
): Promise<StoredSegment[]> {
  const asked = new Set(removed.map(refOf));
  const live = await readSegments(db, latest, {});
  const found = live.filter((segment) => asked.has(refOf(segment)));
  if (found.length === 0 || found.length < asked.size)
    throw new LoopwatchError('STORAGE_CONFLICT', 'Another maintenance removed these segments from the log');
  if (added.length > 0 && !isRun(found, live))
    throw new LoopwatchError(
      'STORAGE_CONFLICT',
      'Another segment now has a precedence between those of these segments',
    );
  const rowsOf = (segments: readonly Segment[]) => segments.reduce((sum, { rows }) => sum + rows, 0);
  if (added.length > 0 && rowsOf(added) !== rowsOf(found))
    throw new LoopwatchError(
      'STORAGE_DAMAGED',
      `Merging would turn ${rowsOf(found)} polls of the log into ${rowsOf(added)}; the log stays unchanged`,
      'Restore the segments from the backup.',
    );
  return found;
}
