import fc from 'fast-check';
import { parseTimeOfDay } from '../../../src/domain/time/time-of-day';

const at = (hours: number, minutes = 0, seconds = 0) => hours * 3_600 + minutes * 60 + seconds;

describe('parseTimeOfDay', () => {
  it.each([
    ['00:00', at(0)],
    ['09:00', at(9)],
    ['9:00', at(9)],
    ['23:59:59', at(23, 59, 59)],
    [' 10:30:15 ', at(10, 30, 15)],
    ['09:00:00.000000', at(9)],
    ['23:59:59.999999', at(23, 59, 59)],
    ['10:00:00.5', at(10)],
    ['9:00 AM', at(9)],
    ['09:00 pm', at(21)],
    ['9:00:30PM', at(21, 0, 30)],
    ['9:00\u202FAM', at(9)],
    ['5:30 p.m.', at(17, 30)],
    ['9 AM', at(9)],
    ['12 pm', at(12)],
    ['12:00 AM', at(0)],
    ['12:30 am', at(0, 30)],
    ['12:00 PM', at(12)],
    ['12:59:59 pm', at(12, 59, 59)],
    ['1899-12-30 09:00:00', at(9)],
    ['1899-12-30T17:30:00.000', at(17, 30)],
    ['1899-12-30 9:00 AM', at(9)],
    ['12/30/1899 9:00:00 AM', at(9)],
    ['30.12.1899 09:00:00', at(9)],
    ['1/0/1900 9:00', at(9)],
  ])('reads "%s"', (text, seconds) => {
    expect(parseTimeOfDay(text, 'start')).toBe(seconds);
    expect(parseTimeOfDay(text, 'end')).toBe(seconds);
  });

  it.each([
    ['24:00', at(24)],
    ['24:00:00', at(24)],
    ['24:01', at(24, 1)],
    ['26:00', at(26)],
    ['26:00:00.000', at(26)],
    ['47:59', at(47, 59)],
    ['48:00', at(48)],
  ])('reads "%s" as an end, not as a start', (text, seconds) => {
    expect(parseTimeOfDay(text, 'end')).toBe(seconds);
    expect(parseTimeOfDay(text, 'start')).toBeNull();
  });

  it.each([
    '',
    '48:00:01',
    '48:01',
    '99:00',
    '10:60',
    '10:00:60',
    '10',
    '0900',
    '09.00',
    '9h00',
    '10:0',
    '9:0',
    '0.375',
    '0:30 AM',
    '0:30 PM',
    '13:00 PM',
    '26:00 AM',
    '10:00 XM',
    '-1:00',
    '09:00Z',
    '09:00+02:00',
    'T09:00',
    '1899-12-31 09:00:00',
    '1900-01-01 09:00:00',
    '1899-12-30',
    '1899-12-3009:00',
    '2024-06-05 09:00:00',
    '1899-12-30T09:00:00.000Z',
    '09:00-12:00',
    '٠٩:٠٠',
    '０９：００',
    'noon',
    '#N/A',
  ])('refuses "%s"', (text) => {
    expect(parseTimeOfDay(text, 'start')).toBeNull();
    expect(parseTimeOfDay(text, 'end')).toBeNull();
  });

  it('reads each second of the day in each of its spellings', () => {
    const two = (value: number) => String(value).padStart(2, '0');
    fc.assert(
      fc.property(fc.nat(86_399), fc.constantFrom('', '.0', '.999999'), (total, fraction) => {
        const [hour, minute, second] = [Math.floor(total / 3_600), Math.floor(total / 60) % 60, total % 60];
        const rest = `:${two(minute)}:${two(second)}${fraction}`;
        const ofTwelve = `${hour % 12 === 0 ? 12 : hour % 12}${rest} ${hour < 12 ? 'AM' : 'PM'}`;
        for (const text of [
          `${two(hour)}${rest}`,
          `1899-12-30 ${hour}${rest}`,
          ofTwelve,
          ofTwelve.toLowerCase(),
        ])
          expect(parseTimeOfDay(text, 'start')).toBe(total);
      }),
      { seed: 12 },
    );
  });
});
