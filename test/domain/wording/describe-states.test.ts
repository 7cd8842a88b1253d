import { describeStates } from '../../../src/domain/wording/describe-states';

const none = {
  counts: { given: 5, kept: 0, default: 3, unreadable: 0 },
  examples: { kept: [], unreadable: [] },
};

describe('the warnings about states', () => {
  it('are empty where all rows can be read, and for reports of older versions', () => {
    expect(describeStates({ storeStates: { hours: none, timezones: none } })).toEqual([]);
    expect(describeStates({})).toEqual([]);
  });

  it('count the stores of a state, and name the first', () => {
    const hours = {
      counts: { given: 0, kept: 2, default: 0, unreadable: 1_204 },
      examples: { kept: ['a', 'b'], unreadable: ['1', '2', '3'] },
    };
    const timezones = {
      counts: { given: 0, kept: 0, default: 0, unreadable: 1 },
      examples: { kept: [], unreadable: ['7'] },
    };
    expect(describeStates({ storeStates: { hours, timezones } })).toEqual([
      'The menu hours of 1,204 stores (1, 2, 3 and others) cannot be read: their business time is not known, so they have no figures.',
      'Kept from an earlier version: the menu hours of 2 stores (a, b), of which the files now have no rows, or rows that cannot be read.',
      'The timezone of 1 store (7) cannot be read: only a store that is always open has figures without it.',
    ]);
  });
});
