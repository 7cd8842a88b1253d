import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { ReportCourse } from '../contract/activity-payloads';
import { LoopwatchError } from '../contract/errors';
import { FORMATS, type ReportFormat } from '../contract/report';
import type { CourseQuestion } from './catalogue';
import type { Tables } from './tables';

/** Sets of formats are few, so leaders of the same pins are too. */
const MOST_LEADERS = 20;

/** One transaction, so that of reports made of the same one alone leads. @throws LoopwatchError STORAGE_CONFLICT */
export async function chooseCourse(db: Kysely<Tables>, question: CourseQuestion): Promise<ReportCourse> {
  try {
    return await db.transaction().execute((trx) => choose(trx, question));
  } catch (error) {
    if (!isSecondLeader(error)) throw error;
    throw new LoopwatchError(
      'STORAGE_CONFLICT',
      'Another report of the same began to lead at the same time',
      null,
      { cause: error },
    );
  }
}

async function choose(db: Kysely<Tables>, question: CourseQuestion): Promise<ReportCourse> {
  const { reportId, pinsKey, formats, passOver } = question;
  // A write comes first: SQLite cannot turn a transaction that has read into one that writes beside another process.
  await db
    .updateTable('reports')
    .set({ pins_key: pinsKey, leads: null })
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

const uniqueViolation = z.object({ code: z.enum(['23505', 'SQLITE_CONSTRAINT_UNIQUE']) });

function isSecondLeader(error: unknown): boolean {
  return uniqueViolation.safeParse(error).success;
}
