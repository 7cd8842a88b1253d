import { fleetTotals, uptimeDistribution } from '../../../src/domain/report/fleet-totals';
import { BLANK, countStore, figures, store } from '../../render/documents';

const WEEK_MICROS = 604_800_000_000;

describe('fleetTotals', () => {
  it('adds exactly beyond the range of a double', () => {
    const stores = Array.from({ length: 20_001 }, (_, i) =>
      store(`s${i}`, { week: figures(WEEK_MICROS - 1, 1, 0) }),
    );
    const { week } = fleetTotals(stores);
    expect(week?.upMicros).toBe(20_001n * 604_799_999_999n);
    expect(week?.downMicros).toBe(20_001n);
    expect(week?.unknownMicros).toBe(0n);
    expect(week?.businessMicros).toBe(20_001n * BigInt(WEEK_MICROS));
  });

  it('leaves out stores whose business time is not known, and is null without any other', () => {
    const blank = store('blank', BLANK);
    const one = store('one');
    expect(fleetTotals([one, blank])).toEqual(fleetTotals([one]));
    expect(fleetTotals([blank, blank])).toEqual({ hour: null, day: null, week: null });
    expect(fleetTotals([]).week?.businessMicros).toBe(0n);
  });

  it('has no unknown time for the method count', () => {
    expect(fleetTotals([countStore('a'), countStore('b')]).day).toEqual({
      upMicros: 43_200_000_000n,
      downMicros: 129_600_000_000n,
      unknownMicros: null,
      businessMicros: 57_600_000_000n,
    });
  });

  it('is zero for no stores', () => {
    expect(fleetTotals([]).hour).toEqual({
      upMicros: 0n,
      downMicros: 0n,
      unknownMicros: 0n,
      businessMicros: 0n,
    });
  });
});

describe('uptimeDistribution', () => {
  const weekOf = (up: number, down: number, unknown = 0) => store('s', { week: figures(up, down, unknown) });

  it('puts each store into the bin of its known uptime, and only a perfect week into the last', () => {
    const stores = [
      weekOf(WEEK_MICROS, 0),
      weekOf(WEEK_MICROS - 1, 1),
      weekOf(1, 1, 98),
      weekOf(0, 5),
      weekOf(49, 51),
    ];
    const { bins, storesNotKnown } = uptimeDistribution(stores, [0, 50, 99, 100]);
    expect(bins).toEqual([
      { fromPercent: 0, toPercent: 50, stores: 2 },
      { fromPercent: 50, toPercent: 99, stores: 1 },
      { fromPercent: 99, toPercent: 100, stores: 1 },
      { fromPercent: 100, toPercent: 100, stores: 1 },
    ]);
    expect(storesNotKnown).toBe(0);
  });

  it('counts stores without known time separately', () => {
    const { bins, storesNotKnown } = uptimeDistribution(
      [weekOf(0, 0, 7), weekOf(0, 0, 0), weekOf(1, 0)],
      [0, 100],
    );
    expect(bins.map((bin) => bin.stores)).toEqual([0, 1]);
    expect(storesNotKnown).toBe(2);
  });
});
