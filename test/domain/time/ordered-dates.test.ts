import fc from 'fast-check';
import { requireInstant } from '../../../src/domain/time/instants';
import {
  DAY_FIRST_PATTERN,
  MONTH_FIRST_PATTERN,
  OPEN_DATE_PATTERN,
  parseOrderedInstant,
} from '../../../src/domain/time/ordered-dates';

const at = (text: string) => requireInstant(text, 'test');

describe('parseOrderedInstant', () => {
  it.each([
    ['6/5/2024 8:30', '2024-05-06 08:30:00', '2024-06-05 08:30:00'],
    ['06/05/2024 08:30:15', '2024-05-06 08:30:15', '2024-06-05 08:30:15'],
    ['06.05.2024 08:30:15.25', '2024-05-06 08:30:15.25', '2024-06-05 08:30:15.25'],
    ['06-05-2024, 8:30 PM', '2024-05-06 20:30:00', '2024-06-05 20:30:00'],
    ['6/5/2024 12:00:00 AM UTC', '2024-05-06 00:00:00', '2024-06-05 00:00:00'],
    ['6/5/2024 8:30+00', '2024-05-06 08:30:00', '2024-06-05 08:30:00'],
  ])('reads "%s" in the order that is set', (text, dayFirst, monthFirst) => {
    expect(parseOrderedInstant(text, 'day-month-year')).toBe(at(dayFirst));
    expect(parseOrderedInstant(text, 'month-day-year')).toBe(at(monthFirst));
  });

  it('refuses a date that the order does not have', () => {
    expect(parseOrderedInstant('13/5/2024 8:30', 'month-day-year')).toBeNull();
    expect(parseOrderedInstant('5/13/2024 8:30', 'day-month-year')).toBeNull();
    expect(parseOrderedInstant('31/4/2024 8:30', 'day-month-year')).toBeNull();
    expect(parseOrderedInstant('29/2/2023 8:30', 'day-month-year')).toBeNull();
  });

  it.each([
    '',
    '6/5/2024',
    '6/5/24 8:30',
    '6/5-2024 8:30',
    '6/5/2024 24:00',
    '6/5/2024 13:00 PM',
    '6/5/2024 8',
    '6/5/2024 8:30+02:00',
    '6/5/2024 8:30 CET',
    '2024/6/5 8:30',
  ])('refuses "%s"', (text) => {
    expect(parseOrderedInstant(text, 'day-month-year')).toBeNull();
    expect(parseOrderedInstant(text, 'month-day-year')).toBeNull();
  });

  it('reads back each instant that it can write', () => {
    const instants = fc.integer({ min: -1_000_000_000, max: 4_000_000_000 });
    fc.assert(
      fc.property(instants, (seconds) => {
        const [date = '', time = ''] = new Date(seconds * 1_000).toISOString().slice(0, 19).split('T');
        const [year, month, day] = date.split('-');
        const micros = seconds * 1_000_000;
        expect(parseOrderedInstant(`${day}/${month}/${year} ${time}`, 'day-month-year')).toBe(micros);
        expect(parseOrderedInstant(`${month}.${day}.${year} ${time}`, 'month-day-year')).toBe(micros);
      }),
      { seed: 5 },
    );
  });
});

it('the patterns tell what can be known of a date’s order', () => {
  const told = (text: string) =>
    [OPEN_DATE_PATTERN, DAY_FIRST_PATTERN, MONTH_FIRST_PATTERN].map((pattern) =>
      new RegExp(pattern).test(text),
    );
  expect(told('6/5/2024 8:30')).toEqual([true, false, false]);
  expect(told('12/12/2024 8:30')).toEqual([true, false, false]);
  expect(told('13/5/2024 8:30')).toEqual([false, true, false]);
  expect(told('05/31/2024 8:30')).toEqual([false, false, true]);
  for (const other of ['32/5/2024 8:30', '13/13/2024 8:30', '0/5/2024 8:30', '2024-05-06', '6/5/24 8:30', ''])
    expect(told(other)).toEqual([false, false, false]);
});
