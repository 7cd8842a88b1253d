import fc from 'fast-check';
import { explainStore } from '../../../src/domain/explain/explain';
import { explainedWeek } from '../../../src/domain/explain/explained-week';
import { businessIntervals } from '../../../src/domain/hours/business-hours';
import { toIntervalColumns } from '../../../src/domain/hours/interval-columns';
import { LocalClock } from '../../../src/domain/time/local-clock';
import { windowOf } from '../../../src/domain/time/windows';
import { storeWeek } from '../../../src/domain/uptime/store-week';
import { at, dayHours, pollColumns } from '../uptime/one-store';
import { storeHours } from './store-hours';

const AS_OF = at('2023-03-15 12:34:00');
const ZONE = 'America/New_York';
const HOURS = [0, 2, 4, 6].map((day) => dayHours([day, '20:00', '03:30']));
const HOLD_SECONDS = 7_200;

it.each(['interpolate', 'count'] as const)('an explanation draws the same week as a report: %s', (method) => {
  const minute = fc.integer({ min: -7 * 1_440, max: 0 });
  const rows = fc.uniqueArray(fc.tuple(minute, fc.boolean()), { selector: ([m]) => m, maxLength: 80 });
  fc.assert(
    fc.property(rows, (polls) => {
      const texts = polls.map(([minutes, active]) => {
        const instant = new Date((AS_OF + minutes * 60_000_000) / 1_000).toISOString().slice(0, 19);
        return `${active ? 'A' : 'I'} ${instant}`;
      });
      const columns = pollColumns(texts);
      const window = windowOf('week', AS_OF);
      const list = toIntervalColumns(businessIntervals(HOURS, new LocalClock(ZONE), window));
      const holdMicros = HOLD_SECONDS * 1_000_000;
      const pins = {
        asOfMicros: AS_OF,
        method,
        methodVersion: 2,
        holdSeconds: HOLD_SECONDS,
        logVersion: 1,
        hoursVersion: 1,
        timezonesVersion: 1,
        tzdbVersion: '2025b',
      };
      const stored = Array.from(columns.atMicros, (atMicros, row) => ({
        atMicros,
        active: columns.active[row] === 1,
      }));
      const explanation = explainStore({ storeId: 'a', pins, ...storeHours(ZONE, HOURS), polls: stored });
      const drawn = storeWeek({
        storeId: 'a',
        intervals: list,
        polls: columns,
        window,
        method,
        holdMicros,
      });
      expect(explainedWeek(explanation)).toEqual(drawn);
    }),
    { seed: 3, numRuns: 60 },
  );
});
