import fc from 'fast-check';
import type { StoreFigures } from '../../../src/contract/report';
import { countChanges, selectChanges, storeChanges } from '../../../src/domain/report/compare-stores';
import { compareCodePoints } from '../../../src/domain/text/code-points';

function store(storeId: string, upMicros: number, downMicros: number): StoreFigures {
  const week = { upMicros, downMicros, unknownMicros: 0, businessMicros: upMicros + downMicros };
  return { storeId, timezone: 'UTC', states: null, pollsLastWeek: 1, hour: week, day: week, week };
}

const REPORT = [
  store('a', 3, 1),
  store('b', 1, 1),
  store('c', 0, 0),
  store('d', 1, 0),
  store('\uffff', 1, 2),
];
const OTHER = [
  store('a', 1, 1),
  store('b', 2, 1),
  store('c', 1, 1),
  store('\uffff', 1, 2),
  store('🍔', 1, 0),
];

describe('storeChanges', () => {
  it('has every store of either list once, sorted by id', () => {
    const changes = storeChanges(REPORT, OTHER);
    expect(changes.map(({ storeId, change }) => [storeId, change])).toEqual([
      ['a', 2_500],
      ['b', -1_666],
      ['c', null],
      ['d', null],
      ['\uffff', 0],
      ['🍔', null],
    ]);
    expect(countChanges(changes)).toEqual({
      better: 1,
      worse: 1,
      same: 1,
      notKnown: 1,
      onlyInReport: 1,
      onlyInOther: 1,
    });
  });

  it('loses no store, whichever list ends first', () => {
    expect(storeChanges([], OTHER)).toHaveLength(5);
    expect(storeChanges(REPORT, [])).toHaveLength(5);
    expect(storeChanges([], [])).toEqual([]);
  });
});

describe('selectChanges', () => {
  const ids = (order: 'asc' | 'desc', sort: 'change' | 'store_id' = 'change') =>
    selectChanges(storeChanges(REPORT, OTHER), { search: '', sort, order, offset: 0, limit: 10 }).rows.map(
      ({ storeId }) => storeId,
    );

  it('puts the largest losses first and unknown changes last', () => {
    expect(ids('asc')).toEqual(['b', '\uffff', 'a', 'c', 'd', '🍔']);
    expect(ids('desc')).toEqual(['a', '\uffff', 'b', 'c', 'd', '🍔']);
    expect(ids('desc', 'store_id')).toEqual(['🍔', '\uffff', 'd', 'c', 'b', 'a']);
  });
});

it('compareCodePoints sorts like the bytes of UTF-8', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 4 });
  fc.assert(
    fc.property(text, text, (left, right) => {
      const bytes = Buffer.compare(Buffer.from(left), Buffer.from(right));
      expect(Math.sign(compareCodePoints(left, right))).toBe(bytes);
    }),
  );
});
