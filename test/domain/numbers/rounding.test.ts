import fc from 'fast-check';
import {
  flooredRatio,
  flooredRatioOfTotals,
  formatHundredths,
  hundredthsOf,
  hundredthsOfTotal,
} from '../../../src/domain/numbers/rounding';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '../../../src/domain/time/instants';

const WEEK_MICROS = 168 * MICROS_PER_HOUR;
const minutes = (micros: number) => formatHundredths(hundredthsOf(micros, MICROS_PER_MINUTE));
const hours = (micros: number) => formatHundredths(hundredthsOf(micros, MICROS_PER_HOUR));

describe('two decimals, half away from zero', () => {
  it.each([
    [0, '0.00'],
    [299_999, '0.00'],
    [300_000, '0.01'],
    [60_300_000, '1.01'],
    [3_599_700_000, '60.00'],
    [3_599_699_999, '59.99'],
  ])('%i microseconds are %s minutes', (micros, text) => {
    expect(minutes(micros)).toBe(text);
  });

  it.each([
    [18_000_000, '0.01'],
    [17_999_999, '0.00'],
    [WEEK_MICROS, '168.00'],
    [WEEK_MICROS - 18_000_000, '168.00'],
    [WEEK_MICROS - 18_000_001, '167.99'],
    [-18_000_000, '-0.01'],
    [-17_999_999, '0.00'],
  ])('%i microseconds are %s hours', (micros, text) => {
    expect(hours(micros)).toBe(text);
  });

  it('agrees with exact whole-number arithmetic for every duration of a week', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: WEEK_MICROS }),
        fc.constantFrom(MICROS_PER_MINUTE, MICROS_PER_HOUR),
        (micros, unit) => {
          expect(hundredthsOf(micros, unit)).toBe(hundredthsOfTotal(BigInt(micros), unit));
        },
      ),
    );
  });

  it('is exact for sums that a double cannot hold', () => {
    expect(hundredthsOfTotal(9_007_199_254_740_993n, 200)).toBe(4_503_599_627_370_497);
  });
});

describe('floored ratios', () => {
  it('are full only if nothing is missing', () => {
    expect(flooredRatio(WEEK_MICROS, WEEK_MICROS, 100)).toBe(100);
    expect(flooredRatio(WEEK_MICROS - 1, WEEK_MICROS, 100)).toBe(99);
    expect(flooredRatio(WEEK_MICROS - 1, WEEK_MICROS, 10_000)).toBe(9_999);
  });

  it('are null if the whole is 0', () => {
    expect(flooredRatio(0, 0, 100)).toBeNull();
    expect(flooredRatioOfTotals(0n, 0n, 100)).toBeNull();
  });

  it('agree with exact whole-number arithmetic', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: WEEK_MICROS }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (whole, share) => {
          const part = Math.floor(whole * share);
          expect(flooredRatio(part, whole, 10_000)).toBe(
            flooredRatioOfTotals(BigInt(part), BigInt(whole), 10_000),
          );
        },
      ),
    );
  });
});
