import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import { LoopwatchError } from '../../../contract/errors';
import { FORMATS, type ReportFormat } from '../../../contract/formats';
import type { ReportSharing } from '../../../contract/report-payloads';
import type { SharingQuestion } from '../../catalogue/report-catalogue';
import { fromJson, reportPinsSchema } from '../json-columns';
import type { Tables } from '../schema';

/** There are few sets of formats, so there are few reports that compute the same content. */
const MAX_COMPUTING = 20;

/** Runs in a transaction. A unique index lets only one report start to compute: the other one gets a conflict and retries. */
export async function chooseSharing(db: Kysely<Tables>, question: SharingQuestion): Promise<ReportSharing> {
  const { reportId, contentKey, formats, exclude } = question;
  await recordPins(db, question);
  if (exclude !== null)
    await db.updateTable('reports').set({ leads: null }).where('id', '=', exclude).execute();
  const candidates = await db
    .selectFrom('reports')
    .select(['id', 'state', 'leads as computesFor'])
    .where('pins_key', '=', contentKey)
    .where('leads', 'is not', null)
    .where('state', 'in', ['Completed', 'Running'])
    .orderBy('requested_at', 'desc')
    .limit(MAX_COMPUTING)
    .execute();
  const fitting = candidates.filter(({ computesFor }) =>
    formats.every((format) => computesFor?.split(',').includes(format)),
  );
  const completed = fitting.find(({ state }) => state === 'Completed');
  if (completed) return { kind: 'reuse', reportId: completed.id };
  const [running] = fitting;
  if (running) return { kind: 'follow', reportId: running.id };
  await db
    .updateTable('reports')
    .set({ leads: listOf(formats) })
    .where('id', '=', reportId)
    .where('state', '=', 'Running')
    .execute();
  return { kind: 'compute' };
}

/** The first recorded pins stay: an attempt that timed out may still commit later, with newer inputs. */
async function recordPins(
  db: Kysely<Tables>,
  { reportId, pins, contentKey }: Pick<SharingQuestion, 'reportId' | 'pins' | 'contentKey'>,
): Promise<void> {
  const record = await db
    .selectFrom('reports')
    .select(['state', 'pins_json'])
    .where('id', '=', reportId)
    .executeTakeFirst();
  if (record?.state !== 'Running') return;
  const first = record.pins_json;
  const { numUpdatedRows } = await db
    .updateTable('reports')
    .set({ pins_json: first ?? JSON.stringify(pins), pins_key: contentKey, leads: null })
    .where('id', '=', reportId)
    .where('state', '=', 'Running')
    .where('pins_json', first === null ? 'is' : '=', first)
    .executeTakeFirst();
  const isSame = first === null || isDeepStrictEqual(fromJson(reportPinsSchema, first), pins);
  if (numUpdatedRows === 0n || !isSame)
    throw new LoopwatchError(
      'STORAGE_CONFLICT',
      `Report ${reportId} was pinned by another attempt at the same time`,
    );
}

/** In a fixed order, so that equal sets have equal text. */
function listOf(formats: readonly ReportFormat[]): string {
  return FORMATS.filter((format) => formats.includes(format)).join();
}
