import type { Kysely } from 'kysely';
import type { QuarantinedFile, QuarantineQuery } from '../../catalogue/ingestion-catalogue';
import { fileOutcomeSchema } from '../json-columns';
import type { Tables } from '../schema';

/** As JSON.stringify writes the field. No text inside the JSON matches: its quotes would be escaped. */
export const NO_QUARANTINE_KEY = '%"quarantineKey":null%';

/** One page of the files with quarantined rows. */
export async function readQuarantined(
  db: Kysely<Tables>,
  { ingestionId, after, limit }: QuarantineQuery,
): Promise<QuarantinedFile[]> {
  let query = db
    .selectFrom('outcomes')
    .innerJoin('ingestions', 'ingestions.id', 'outcomes.ingestion_id')
    .select(['ingestions.id', 'ingestions.started_at', 'outcomes.outcome_json'])
    .where('outcomes.outcome_json', 'not like', NO_QUARANTINE_KEY);
  if (ingestionId !== null) query = query.where('ingestions.id', '=', ingestionId);
  if (after) {
    const { ingestion, sourceId, fileId } = after;
    query = query.where(({ eb, refTuple, tuple, or, and }) =>
      or([
        eb(
          refTuple('ingestions.started_at', 'ingestions.id'),
          '<',
          tuple(ingestion.startedMicros, ingestion.id),
        ),
        and([
          eb('ingestions.id', '=', ingestion.id),
          eb(refTuple('outcomes.source_id', 'outcomes.file_id'), '>', tuple(sourceId, fileId)),
        ]),
      ]),
    );
  }
  const rows = await query
    .orderBy('ingestions.started_at', 'desc')
    .orderBy('ingestions.id', 'desc')
    .orderBy('outcomes.source_id')
    .orderBy('outcomes.file_id')
    .limit(limit)
    .execute();
  return rows.flatMap(({ id, started_at, outcome_json }) => {
    const outcome = fileOutcomeSchema.parse(JSON.parse(outcome_json));
    const { quarantineKey } = outcome;
    return quarantineKey === null
      ? []
      : [{ ingestion: { id, startedMicros: started_at }, quarantineKey, outcome }];
  });
}
