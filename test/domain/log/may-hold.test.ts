import { mayHold } from '../../../src/domain/log/may-hold';

describe('what a file that was never read may hold, by its name', () => {
  it.each([
    ['menu_hours.csv', 'hours', true],
    ['Opening times.csv', 'hours', true],
    ['store_timezones.csv', 'timezones', true],
    ['tz.csv', 'timezones', true],
    ['quartz.csv', 'timezones', false],
    ['store_status.csv', 'hours', false],
    ['polls.csv', 'timezones', false],
    ['menu_hours.csv', 'timezones', false],
  ] as const)('%s, %s: %s', (name, kind, may) => {
    expect(mayHold(name, kind, true)).toBe(may);
    expect(mayHold(name, kind, false)).toBe(may || name === 'quartz.csv');
  });

  it('is anything of which no other file can be read, where the name says nothing', () => {
    expect(mayHold('Book1.csv', 'hours', false)).toBe(true);
    expect(mayHold('Book1.csv', 'hours', true)).toBe(false);
  });
});
