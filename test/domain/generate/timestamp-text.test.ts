import fc from 'fast-check';
import { pollTimestampText, timestampText } from '../../../src/domain/generate/timestamp-text';
import { parseInstant, requireInstant } from '../../../src/domain/time/instants';

describe('timestamp text', () => {
  it.each([
    ['2023-01-22 12:09:39.388884 UTC', '2023-01-22 12:09:39.388884 UTC'],
    ['2023-01-22 12:09:30.388800 UTC', '2023-01-22 12:09:30.3888 UTC'],
    ['2023-01-22 12:00:00.000000 UTC', '2023-01-22 12:00:00 UTC'],
    ['2023-01-22 00:00:10.000010 UTC', '2023-01-22 00:00:10.00001 UTC'],
  ])('writes %s in full, and %s in a poll', (whole, inPoll) => {
    const micros = requireInstant(whole, 'instant');
    expect(timestampText(micros)).toBe(whole);
    expect(pollTimestampText(micros)).toBe(inPoll);
  });

  it('reads back as the same instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_000_000_000_000_000 }), (micros) => {
        expect(parseInstant(timestampText(micros))).toBe(micros);
        expect(parseInstant(pollTimestampText(micros))).toBe(micros);
      }),
    );
  });
});
