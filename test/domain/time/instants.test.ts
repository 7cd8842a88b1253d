import fc from 'fast-check';
import { formatInstant, parseInstant, requireInstant } from '../../../src/domain/time/instants';

const NOON = Date.UTC(2023, 0, 22, 12, 9, 39) * 1_000;

describe('parseInstant', () => {
  it.each([
    ['2023-01-22 12:09:39.388884 UTC', 388_884],
    ['2023-01-22 12:09:39 UTC', 0],
    ['2023-01-22 12:09:39', 0],
    ['2023-01-22T12:09:39Z', 0],
    ['2023-01-22T12:09:39', 0],
    ['2023-01-22 12:09:39Z', 0],
    ['2023-01-22 12:09:39 utc', 0],
    ['2023-01-22 12:09:39UTC', 0],
    ['2023-01-22T12:09:39+00:00', 0],
    ['2023-01-22 12:09:39.5 UTC', 500_000],
    ['2023-01-22 12:09:39.05', 50_000],
    ['2023-01-22 12:09:39.123', 123_000],
    ['2023-01-22 12:09:39.1234', 123_400],
    ['2023-01-22 12:09:39.12345Z', 123_450],
    ['2023-01-22 12:09:39.000001', 1],
    ['2023-01-22 12:09:39. UTC', 0],
    ['2023-01-22 12:09:39+00', 0],
    ['2023-01-22 12:09:39.388884+00', 388_884],
    ['2023-01-22 12:09:39.000 +0000', 0],
    ['2023-01-22 12:09:39+0000', 0],
    ['2023-01-22 12:09:39-00:00', 0],
    ['2023-01-22 12:09:39 GMT', 0],
    ['2023-01-22 12:09:39gmt', 0],
    ['2023-01-22t12:09:39z', 0],
    ['2023-01-22T12:09:39.0000000Z', 0],
    ['2023-01-22 12:09:39.1234567', 123_456],
    ['2023-01-22T12:09:39.388884999Z', 388_884],
    ['  2023-01-22 12:09:39  ', 0],
  ])('reads "%s"', (text, micros) => {
    expect(parseInstant(text)).toBe(NOON + micros);
  });

  it.each([
    '',
    '2023-01-22',
    '2023-01-22 12:09',
    '2023-01-22 12:09:39.1234567890',
    '2023-01-22 12:09:39,388',
    '2023-01-22 12:09:39 UTC+0',
    '2023-01-22 12:09:39 +00:30',
    '2023-01-22 12:09:39 PM',
    '6/5/2024 8:30',
    '2023-01-22 12:09:39+01:00',
    '2023-01-22 12:09:39-05',
    '2023-01-22 12:09:39 CET',
    '2023-02-29 12:00:00',
    '2023-02-30 12:00:00',
    '2023-13-01 12:00:00',
    '2023-00-10 12:00:00',
    '2023-01-00 12:00:00',
    '2023-04-31 12:00:00',
    '2023-01-22 24:00:00',
    '2023-01-22 12:60:00',
    '2023-01-22 12:00:60',
    '22/01/2023 12:00:00',
    '2023-1-22 12:00:00',
    '1674389379',
    'yesterday',
    '2023-01-22  12:09:39',
    '2023-01-22 12:09:39 UTC UTC',
  ])('refuses "%s"', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('accepts leap days in leap years only', () => {
    expect(parseInstant('2024-02-29 00:00:00')).toBe(Date.UTC(2024, 1, 29) * 1_000);
    expect(parseInstant('1900-02-29 00:00:00')).toBeNull();
  });
});

describe('formatInstant', () => {
  it('omits a zero fraction', () => {
    expect(formatInstant(NOON)).toBe('2023-01-22T12:09:39Z');
  });

  it('keeps every microsecond', () => {
    expect(formatInstant(NOON + 388_884)).toBe('2023-01-22T12:09:39.388884Z');
    expect(formatInstant(NOON + 1)).toBe('2023-01-22T12:09:39.000001Z');
    expect(formatInstant(-1)).toBe('1969-12-31T23:59:59.999999Z');
  });

  it('writes text that parses to the same instant', () => {
    const instants = fc.integer({ min: -2_208_988_800_000_000, max: 4_102_444_800_000_000 });
    fc.assert(
      fc.property(instants, (micros) => {
        expect(parseInstant(formatInstant(micros))).toBe(micros);
      }),
      { seed: 14 },
    );
  });
});

describe('requireInstant', () => {
  it('names the field and its text', () => {
    expect(requireInstant('2023-01-22 12:09:39', 'as_of')).toBe(NOON);
    expect(() => requireInstant('noon', 'as_of')).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message: 'as_of "noon" is no instant' }),
    );
  });
});
