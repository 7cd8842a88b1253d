import fc from 'fast-check';
import { isFleetPolledAt, isLoneAsOf, lastFleetInstant } from '../../../src/domain/report/last-fleet-instant';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const AS_OF = 1_000 * DAY;

/** The polls of stores, in hours before as-of. */
function columnsOf(stores: readonly (readonly number[])[]) {
  const rows = stores.flatMap((hours, store) =>
    hours.map((ago) => ({ store, at: AS_OF - ago * HOUR })).sort((a, b) => a.at - b.at),
  );
  return {
    store: Uint32Array.from(rows, ({ store }) => store),
    atMicros: Float64Array.from(rows, ({ at }) => at),
  };
}

const hourly = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, hour) => from - hour);

describe('isLoneAsOf', () => {
  it('is true below a tenth of the stores of the week', () => {
    expect(isLoneAsOf({ week: 10, lastDay: 0 })).toBe(true);
    expect(isLoneAsOf({ week: 10, lastDay: 1 })).toBe(false);
    expect(isLoneAsOf({ week: 11, lastDay: 1 })).toBe(true);
    expect(isLoneAsOf({ week: 0, lastDay: 0 })).toBe(false);
    expect(isLoneAsOf({ week: 1, lastDay: 0 })).toBe(false);
  });
});

describe('isFleetPolledAt', () => {
  it('needs more than half of the stores, over all partitions', () => {
    const parts = [columnsOf([[3, 0], [5, 1], [0]]), columnsOf([[2]])];
    expect(isFleetPolledAt(parts, AS_OF)).toBe(false);
    expect(isFleetPolledAt([...parts, columnsOf([[0]])], AS_OF)).toBe(true);
    expect(isFleetPolledAt([], AS_OF)).toBe(false);
  });
});

describe('lastFleetInstant', () => {
  it('is the last poll of the fleet where one poll is two days ahead', () => {
    const fleet = Array.from({ length: 10 }, (_, store) => [...hourly(160, 58), ...(store === 0 ? [0] : [])]);
    expect(lastFleetInstant([columnsOf(fleet)], AS_OF)).toEqual({ atMicros: AS_OF - 58 * HOUR, stores: 10 });
  });

  it('is not carried on by a store that is polled until as-of', () => {
    const fleet = Array.from({ length: 20 }, (_, store) => hourly(160, store === 0 ? 0 : 58));
    expect(lastFleetInstant([columnsOf(fleet)], AS_OF)).toEqual({ atMicros: AS_OF - 58 * HOUR, stores: 20 });
  });

  it('does not depend on how the stores are split into partitions', () => {
    const fleet = Array.from({ length: 12 }, (_, store) => hourly(160, 50 + store * 3));
    const whole = lastFleetInstant([columnsOf(fleet)], AS_OF);
    expect(whole).not.toBeNull();
    expect(lastFleetInstant([columnsOf(fleet.slice(0, 5)), columnsOf(fleet.slice(5))], AS_OF)).toEqual(whole);
  });

  it('is null where never half of the stores were polled within a day', () => {
    expect(lastFleetInstant([columnsOf([[160], [130], [100]])], AS_OF)).toBeNull();
    expect(lastFleetInstant([], AS_OF)).toBeNull();
  });

  it('equals a count by hand at every poll', () => {
    const stores = fc.array(fc.uniqueArray(fc.nat(168), { minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(stores, (fleet) => {
        const countAt = (ago: number) =>
          fleet.filter((hours) => hours.some((each) => each >= ago && each <= ago + 24)).length;
        const early = fleet.filter((hours) => Math.min(...hours) > 24).flat();
        const fitting = early.filter((ago) => countAt(ago) * 2 >= fleet.length);
        const ago = Math.min(...fitting);
        const byHand = fitting.length === 0 ? null : { atMicros: AS_OF - ago * HOUR, stores: countAt(ago) };
        expect(lastFleetInstant([columnsOf(fleet)], AS_OF)).toEqual(byHand);
      }),
      { numRuns: 500 },
    );
  });
});
