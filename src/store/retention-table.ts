import type { Kysely } from 'kysely';
import type { RetentionCatalogue } from './catalogue';
import { readReferences } from './file-references';
import { fileOutcomeSchema } from './json-columns';
import { NO_QUARANTINE_KEY } from './quarantined-files';
import { ReportPinsHeld } from './report-pins';
import type { Tables } from './tables';

export function retentionTable(db: Kysely<Tables>): RetentionCatalogue {
  return {
    forgetSegments: (leftBeforeMicros) => forgetSegments(db, leftBeforeMicros),
    async forgetReports(endedBeforeMicros, limit) {
      const rows = await db
        .selectFrom('reports')
        .select('id')
        .where('finished_at', '<', endedBeforeMicros)
        .where('state', '!=', 'Running')
        .orderBy('finished_at')
        .limit(limit)
        .execute();
      for (const { id } of rows)
        await db.deleteFrom('reports').where('id', '=', id).where('state', '!=', 'Running').execute();
      return rows.map(({ id }) => id);
    },
    forgetQuarantine: (endedBeforeMicros, limit) => forgetQuarantine(db, endedBeforeMicros, limit),
    references: (leftBeforeMicros) => readReferences(db, leftBeforeMicros),
  };
}

/** A version that is pinned from now on is the latest, which has none of these. */
async function forgetSegments(db: Kysely<Tables>, leftBeforeMicros: number): Promise<number> {
  const held = await ReportPinsHeld.read(db);
  const rows = await db
    .selectFrom('segments')
    .innerJoin('log_versions', 'log_versions.version', 'segments.removed_version')
    .select(['segments.added_version', 'segments.part', 'log_versions.version as removed'])
    .where('log_versions.committed_at', '<', leftBeforeMicros)
    .execute();
  const forgotten = rows.filter(({ added_version, removed }) => !held.holdsLog(added_version, removed));
  for (const { added_version, part } of forgotten)
    await db
      .deleteFrom('segments')
      .where('added_version', '=', added_version)
      .where('part', '=', part)
      .execute();
  return forgotten.length;
}

async function forgetQuarantine(
  db: Kysely<Tables>,
  endedBeforeMicros: number,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('outcomes')
    .innerJoin('ingestions', 'ingestions.id', 'outcomes.ingestion_id')
    .select(['outcomes.ingestion_id', 'outcomes.source_id', 'outcomes.file_id', 'outcomes.outcome_json'])
    .where('ingestions.finished_at', '<', endedBeforeMicros)
    .where('outcomes.outcome_json', 'not like', NO_QUARANTINE_KEY)
    .limit(limit)
    .execute();
  const keys: string[] = [];
  for (const { ingestion_id, source_id, file_id, outcome_json } of rows) {
    const outcome = fileOutcomeSchema.parse(JSON.parse(outcome_json));
    await db
      .updateTable('outcomes')
      .set({ outcome_json: JSON.stringify({ ...outcome, quarantineKey: null }) })
      .where('ingestion_id', '=', ingestion_id)
      .where('source_id', '=', source_id)
      .where('file_id', '=', file_id)
      .execute();
    if (outcome.quarantineKey !== null) keys.push(outcome.quarantineKey);
  }
  return keys;
}
