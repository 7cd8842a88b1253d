import { DAY_NUMBERINGS } from '../../../src/contract/file-reading';
import { DayNumbers, isSeventhDay, parseDay } from '../../../src/domain/time/day-numbers';

const WEEK = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

describe('parseDay', () => {
  it('reads 0 (Monday) to 6 (Sunday), also as a float', () => {
    expect(['0', '6', ' 3 ', '0.0', '6.00'].map((text) => parseDay(text, null))).toEqual([0, 6, 3, 0, 6]);
  });

  it('reads English names, whole or of three letters, in any case and by any numbering', () => {
    for (const numbering of [null, ...DAY_NUMBERINGS]) {
      const read = (spell: (name: string) => string) => WEEK.map((name) => parseDay(spell(name), numbering));
      for (const spell of [
        (name: string) => name,
        (name: string) => name.toUpperCase(),
        (name: string) => ` ${name.slice(0, 3)} `,
        (name: string) => name.slice(0, 3).toLowerCase(),
      ])
        expect(read(spell)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    }
  });

  it.each(['', '7', '-1', '1.5', '00', '10', 'Mo', 'Mond', 'Lundi', '#N/A', '１'])('refuses "%s"', (text) => {
    expect(parseDay(text, null)).toBeNull();
  });

  it.each([
    ['0-is-monday', [0, 1, 2, 3, 4, 5, 6, null]],
    ['1-is-monday', [null, 0, 1, 2, 3, 4, 5, 6]],
    ['0-is-sunday', [6, 0, 1, 2, 3, 4, 5, null]],
    ['1-is-sunday', [null, 6, 0, 1, 2, 3, 4, 5]],
  ] as const)('reads 0 to 7 by the numbering %s', (numbering, days) => {
    expect(days.map((_, number) => parseDay(String(number), numbering))).toEqual(days);
  });
});

it('a 7 is the seventh day, in any spelling of the number', () => {
  expect(['7', '7.0', ' 7 ', '6', '77', '7.5', ''].map(isSeventhDay)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

it.each([
  ['1 2 3 4 5 6', true],
  ['2.0 3.0 4.0 5.0 6.0', true],
  ['1 2 3 4 5', true],
  ['0 1 2 3 4 5 6', false],
  ['4 5 6', false],
  ['Tuesday Wednesday Thursday Friday Saturday Sunday', false],
  ['', false],
])('the numbers "%s" are odd where 0 is Monday: %s', (texts, odd) => {
  const numbers = new DayNumbers();
  for (const text of texts.split(' ')) numbers.add(text);
  expect(numbers.areOdd).toBe(odd);
});
