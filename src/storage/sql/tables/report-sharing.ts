import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import type { ReportCourse } from '../../../contract/activity-payloads';
import { LoopwatchError } from '../../../contract/errors';
import { FORMATS, type ReportFormat } from '../../../contract/report';
import type { CourseQuestion } from '../../catalogue/catalogue';
import { fromJson, reportPinsSchema } from '../json-columns';
import type { Tables } from '../schema';

/** Sets of formats are few, so leaders of the same pins are too. */
const MOST_LEADERS = 20;

/** In a transaction. Two that begin to lead at the same time meet the index of leaders, and the later one asks again. */
export async function chooseCourse(db: Kysely<Tables>, question: CourseQuestion): Promise<ReportCourse> {
  const { reportId, pinsKey, formats, passOver } = question;
  await recordPins(db, question);
  if (passOver !== null)
    await db.updateTable('reports').set({ leads: null }).where('id', '=', passOver).execute();
  const leaders = await db
    .selectFrom('reports')
    .select(['id', 'state', 'leads'])
    .where('pins_key', '=', pinsKey)
    .where('leads', 'is not', null)
    .where('state', 'in', ['Completed', 'Running'])
    .orderBy('requested_at', 'desc')
    .limit(MOST_LEADERS)
    .execute();
  const fitting = leaders.filter(({ leads }) =>
    formats.every((format) => leads?.split(',').includes(format)),
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

/** What a report is made of stays what was recorded first: an attempt thought dead may come late, with newer inputs. */
async function recordPins(
  db: Kysely<Tables>,
  { reportId, pins, pinsKey }: Pick<CourseQuestion, 'reportId' | 'pins' | 'pinsKey'>,
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
    .set({ pins_json: first ?? JSON.stringify(pins), pins_key: pinsKey, leads: null })
    .where('id', '=', reportId)
    .where('state', '=', 'Running')
    .where('pins_json', first === null ? 'is' : '=', first)
    .executeTakeFirst();
  const isAsFirst = first === null || isDeepStrictEqual(fromJson(reportPinsSchema, first), pins);
  if (numUpdatedRows === 0n || !isAsFirst)
    throw new LoopwatchError(
      'STORAGE_CONFLICT',
      `Report ${reportId} was pinned by another attempt meanwhile`,
    );
}

/** In one order, whatever order they were asked in. */
function listOf(formats: readonly ReportFormat[]): string {
  return FORMATS.filter((format) => formats.includes(format)).join();
}
