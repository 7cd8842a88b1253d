import pl from 'nodejs-polars';
import { toDayHours } from '../domain/business-hours';
import { parseDay, parseTimeOfDay, REASONS } from '../domain/input-rules';
import { type Judged, type JudgedRow, judgeBy } from './judge-rows';

/**
 * Cells of a menu-hours file into hours.
 * @returns good rows as `store_id` text, `day` 0 to 6, `start` and `end` in seconds after local midnight, read by
 * the rules of docs/semantics.md (an end may lie beyond 86,400).
 */
export function parseHours(cells: pl.DataFrame): Judged {
  const kept = ['line', 'store_id', 'c1', 'c2', 'c3'].map((name) => pl.col(name));
  const byId = judgeBy([], kept)(cells.rename({ c0: 'store_id' }));
  const text = (name: string) => byId.good.getColumn(name).toArray().map(String);
  const [days, starts, ends, ids] = [text('c1'), text('c2'), text('c3'), text('store_id')];
  const lines = byId.good.getColumn('line').toArray().map(Number);
  const bad: JudgedRow[] = [...byId.bad];
  const good = { store_id: [] as string[], day: [] as number[], start: [] as number[], end: [] as number[] };
  for (let row = 0; row < ids.length; row++) {
    const day = parseDay(days[row] ?? '');
    const start = parseTimeOfDay(starts[row] ?? '', 'start');
    const end = parseTimeOfDay(ends[row] ?? '', 'end');
    if (day === null || start === null || end === null) {
      const reason = day === null ? REASONS.day : start === null ? REASONS.start : REASONS.end;
      bad.push({ line: lines[row] ?? 0, reason });
      continue;
    }
    const hours = toDayHours(day, start, end);
    good.store_id.push(ids[row] ?? '');
    good.day.push(hours.day);
    good.start.push(hours.startSeconds);
    good.end.push(hours.endSeconds);
  }
  return { good: hoursFrame(good), bad };
}

function hoursFrame(columns: {
  readonly store_id: string[];
  readonly day: number[];
  readonly start: number[];
  readonly end: number[];
}): pl.DataFrame {
  return pl.DataFrame([
    pl.Series('store_id', columns.store_id, pl.Utf8),
    pl.Series('day', columns.day, pl.Int32),
    pl.Series('start', columns.start, pl.Int32),
    pl.Series('end', columns.end, pl.Int32),
  ]);
}
