import type { StoreFigures } from '../../../src/contract/report';
import { storesNeedingAttention } from '../../../src/domain/report/attention';
import { figures, store } from '../../render/documents';

const ids = (stores: readonly StoreFigures[]) => stores.map((one) => one.storeId);

describe('storesNeedingAttention', () => {
  it('lists the stores with downtime, most first, ties in the given order', () => {
    const stores = [
      store('a', { week: figures(90, 5) }),
      store('b', { week: figures(90, 0) }),
      store('c', { week: figures(90, 50) }),
      store('d', { week: figures(90, 5) }),
    ];
    expect(ids(storesNeedingAttention(stores, 'interpolate').mostDown)).toEqual(['c', 'a', 'd']);
  });

  it('lists the stores with less than half known, least known first', () => {
    const stores = [
      store('half', { week: figures(50, 0, 50) }),
      store('little', { week: figures(49, 0, 51) }),
      store('silent', { week: figures(0, 0, 100), pollsLastWeek: 0 }),
      store('closed', { week: figures(0, 0, 0), pollsLastWeek: 0 }),
    ];
    const lists = storesNeedingAttention(stores, 'interpolate');
    expect(ids(lists.leastKnown)).toEqual(['silent', 'little']);
    expect(lists.mostDown).toEqual([]);
  });

  it('does not count closed hours against a store for the method count', () => {
    const week = { upMicros: 56, downMicros: 112, unknownMicros: null, businessMicros: 56 };
    const stores = [
      store('faultless', { week }),
      store('lost', { week: { ...week, upMicros: 50, downMicros: 118 } }),
      store('silent', { week: { ...week, upMicros: 0, downMicros: 168 }, pollsLastWeek: 0 }),
    ];
    const lists = storesNeedingAttention(stores, 'count');
    expect(ids(lists.mostDown)).toEqual(['lost']);
    expect(ids(lists.leastKnown)).toEqual(['silent']);
  });
});
