import { describePolls } from '../../../src/domain/wording/describe-inputs';

const DAY = 86_400_000_000;
const AS_OF = Date.parse('2023-01-25T18:00:00Z') * 1_000;
const warningsWith = (newestPollMicros: number | null) =>
  describePolls({
    asOfMicros: AS_OF,
    newestPollMicros,
    storeCount: 1,
  });

describe('the warnings of a report', () => {
  it('are empty if a poll is at most a day old', () => {
    expect(warningsWith(AS_OF)).toEqual([]);
    expect(warningsWith(AS_OF - DAY)).toEqual([]);
  });

  it('say that the polls end more than a day before as-of', () => {
    expect(warningsWith(AS_OF - DAY - 1_000_000)).toEqual([
      'The newest poll is of 2023-01-24T17:59:59Z, 1 day before as-of: what came after is unknown.',
    ]);
    expect(warningsWith(AS_OF - 1_500 * DAY)).toEqual([
      'The newest poll is of 2018-12-17T18:00:00Z, 1,500 days before as-of: what came after is unknown.',
    ]);
  });

  it('say that no poll is in the week', () => {
    expect(warningsWith(null)).toEqual([
      'There is no poll of any store in the week before as-of: what happened in it is unknown.',
    ]);
  });
});
