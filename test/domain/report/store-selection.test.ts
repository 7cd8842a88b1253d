import fc from 'fast-check';
import { INPUT_STATES } from '../../../src/contract/input-states';
import type { StoreFigures, WindowFigures } from '../../../src/contract/report';
import { SORT_ORDERS, STORE_SORTS, selectStores } from '../../../src/domain/report/store-selection';

const windowFigures: fc.Arbitrary<WindowFigures> = fc
  .record({ up: fc.nat(3), down: fc.nat(3), unknown: fc.option(fc.nat(3)), shut: fc.boolean() })
  .map(({ up, down, unknown, shut }) => ({
    upMicros: up,
    downMicros: down,
    unknownMicros: unknown,
    businessMicros: shut ? 0 : up + down + (unknown ?? 0),
  }));

const state = fc.constantFrom(...INPUT_STATES);

/** Rows sorted by id, with many ties in all other fields. */
const stores: fc.Arbitrary<StoreFigures[]> = fc
  .uniqueArray(
    fc.record({
      id: fc.nat(500),
      polls: fc.nat(2),
      hour: fc.option(windowFigures),
      day: fc.option(windowFigures),
      week: fc.option(windowFigures),
      states: fc.record({ hours: state, timezones: state }),
    }),
    {
      selector: ({ id }) => id,
      maxLength: 40,
    },
  )
  .map((rows) =>
    rows
      .sort((a, b) => a.id - b.id)
      .map(({ id, polls, ...windows }) => ({
        storeId: `S${String(id).padStart(3, '0')}`,
        timezone: 'UTC',
        pollsLastWeek: polls,
        ...windows,
      })),
  );

const ANY = { search: '', states: { hours: null, timezones: null }, offset: 0 } as const;

const asked = fc.record({
  sort: fc.constantFrom(...STORE_SORTS),
  order: fc.constantFrom(...SORT_ORDERS),
  search: fc.constantFrom('', 's', '1', 'S00', 'nobody'),
  states: fc.record({ hours: fc.option(state), timezones: fc.option(state) }),
});

describe('selectStores', () => {
  it('returns each matching store exactly once over all pages, in one order', () => {
    fc.assert(
      fc.property(stores, asked, fc.integer({ min: 1, max: 9 }), (all, question, limit) => {
        const whole = selectStores(all, { ...question, offset: 0, limit: all.length + 1 });
        const paged: StoreFigures[] = [];
        for (let offset = 0; offset < whole.total; offset += limit)
          paged.push(...selectStores(all, { ...question, offset, limit }).rows);
        const { hours, timezones } = question.states;
        const matching = all.filter(
          ({ storeId, states }) =>
            storeId.toLowerCase().includes(question.search.toLowerCase()) &&
            (hours === null || states?.hours === hours) &&
            (timezones === null || states?.timezones === timezones),
        );
        expect(paged).toEqual(whole.rows);
        expect(whole.total).toBe(matching.length);
        expect(new Set(paged)).toEqual(new Set(matching));
        expect(paged).toHaveLength(matching.length);
      }),
    );
  });

  it('sorts ties by id and puts unknown values last, in both orders', () => {
    fc.assert(
      fc.property(stores, fc.constantFrom(...SORT_ORDERS), (all, order) => {
        const { rows } = selectStores(all, { ...ANY, sort: 'unknown_week', order, limit: 99 });
        rows.slice(1).forEach((row, index) => {
          const [before, after] = [rows[index]?.week?.unknownMicros ?? null, row.week?.unknownMicros ?? null];
          if (before === after) expect(String(rows[index]?.storeId) < row.storeId).toBe(true);
          else if (before === null || after === null) expect(after).toBeNull();
          else expect(before < after).toBe(order === 'asc');
        });
      }),
    );
  });
});
