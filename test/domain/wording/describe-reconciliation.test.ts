import { describeReconciliation, type Reconciled } from '../../../src/domain/wording/describe-reconciliation';

const none = { count: 0, examples: [] };
const fits: Reconciled = {
  kind: 'hours',
  neverPolled: none,
  unnamed: none,
  similar: { count: 0, example: null },
};

describe('the words about ids that do not fit', () => {
  it('are empty if every id fits', () => expect(describeReconciliation([fits])).toEqual([]));

  it('count the stores without a row, and say what they count as', () => {
    const unnamed = { count: 2, examples: ['1', '2'] };
    expect(describeReconciliation([{ ...fits, unnamed }])).toEqual([
      '2 stores have no row in the menu hours: such a store counts as open around the clock. They are "1", "2".',
    ]);
    const many = { count: 1_234, examples: ['1', '2', '3'] };
    expect(describeReconciliation([{ ...fits, kind: 'timezones', unnamed: many }])).toEqual([
      '1,234 stores have no row in the timezones: such a store counts as in America/Chicago. For example "1", "2", "3".',
    ]);
  });

  it('count the ids that no poll names', () => {
    expect(describeReconciliation([{ ...fits, neverPolled: { count: 1, examples: ['x'] } }])).toEqual([
      'Menu hours name 1 store that no poll names: these rows have no effect. It is "x".',
    ]);
  });

  it('give an example of two spellings, with what cannot be seen', () => {
    const similar = { count: 3, example: { id: 'b\u200B2', other: 'b2' } };
    expect(describeReconciliation([{ ...fits, similar }])).toEqual([
      '3 store ids of the menu hours and of the polls differ only in spelling, so Loopwatch takes them for different stores: the menu hours have "b[U+200B]2", the polls "b2". Write each store_id alike in all files.',
    ]);
  });
});
