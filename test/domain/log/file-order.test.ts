import { compareFiles, compareNames } from '../../../src/domain/log/file-order';

/** Each list is in order, the file that holds last. */
const ORDERS: readonly (readonly string[])[] = [
  ['hours 9.csv', 'hours 10.csv', 'hours 100.csv'],
  ['hours.csv', 'hours (1).csv', 'hours (2).csv', 'hours (10).csv'],
  ['menu_2024-05.csv', 'menu_2024-06.csv', 'menu_2024-06-01.csv', 'menu_2025-01.csv'],
  ['hours.csv', 'hours-west.csv'],
  ['hours.csv', 'hours2.csv'],
  ['HOURS 1.csv', 'hours 2.CSV', 'Hours 3.csv'],
  ['9.csv', '10.csv', 'a.csv'],
  ['hours.csv.gz', 'hours (1).csv'],
  ['hours.xlsx#b', 'hours (1).xlsx#a'],
  ['hours 9.xlsx#v1.2', 'hours 10.csv'],
  ['book.xlsx#Week 9', 'book.xlsx#Week 10', 'book2.csv'],
  ['h 99999999999999999998.csv', 'h 99999999999999999999.csv'],
];

describe('the order of files', () => {
  it.each(ORDERS)('%s', (...names) => {
    const shuffled = [...names].reverse();
    expect(shuffled.sort(compareNames)).toEqual(names);
  });

  it('is total: names that differ are never equal, and no circle of names exists', () => {
    const names = [
      'a1',
      'a01',
      'A1',
      'a1.csv',
      'a1.tsv',
      'a',
      'a (1)',
      'a 1',
      'b',
      '1',
      '01',
      '',
      'ａ1',
      'a1b',
      'a1 b2',
    ];
    for (const a of names) {
      for (const b of names) {
        expect(Math.sign(compareNames(a, b))).toBe(-Math.sign(compareNames(b, a)) || 0);
        if (a !== b) expect(compareNames(a, b)).not.toBe(0);
        for (const c of names)
          if (compareNames(a, b) < 0 && compareNames(b, c) < 0) expect(compareNames(a, c)).toBeLessThan(0);
      }
    }
  });

  it('puts the source first, in the order of the settings, and the file id last', () => {
    const file = (sourceId: string, name: string, fileId = name) => ({ sourceId, name, fileId });
    const files = [file('y', 'z.csv'), file('x', 'a.csv', '1'), file('x', 'a.csv', '2'), file('x', 'b.csv')];
    const shuffled = [files[3], files[0], files[2], files[1]].flatMap((each) => each ?? []);
    expect(shuffled.sort((a, b) => compareFiles(['y', 'x'], a, b))).toEqual(files);
  });
});
