import type { Kysely } from 'kysely';
import type { ReportCourse } from '../contract/activity-payloads';
import { FORMATS, type ReportFormat } from '../contract/report';
import type { CourseQuestion } from './catalogue';
import type { Tables } from './tables';

/** Sets of formats are few, so leaders of the same pins are too. */
const MOST_LEADERS = 20;

/** In a transaction. Two that begin to lead at the same time meet the index of leaders, and the later one asks again. */
export async function chooseCourse(db: Kysely<Tables>, question: CourseQuestion): Promise<ReportCourse> {
  const { reportId, pins, pinsKey, formats, passOver } = question;
  await db
    .updateTable('reports')
    .set({ pins_json: JSON.stringify(pins), pins_key: pinsKey, leads: null })
    .where('id', '=', reportId)
    .where('state', '=', 'Running')
    .execute();
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

/** In one order, whatever order they were asked in. */
function listOf(formats: readonly ReportFormat[]): string {
  return FORMATS.filter((format) => formats.includes(format)).join();
}
