import { describePolls, type LoneAsOf } from '../../../src/domain/wording/describe-inputs';

const DAY = 86_400_000_000;
const AS_OF = Date.parse('2023-01-25T18:00:00Z') * 1_000;
const warningsWith = (newestPollMicros: number | null, lone: LoneAsOf | null = null) =>
  describePolls({ asOfMicros: AS_OF, newestPollMicros, storeCount: 1, lone });

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

  it('name the instant at which the fleet was last polled, and the option to report as of then', () => {
    const lone = { week: 1_200, lastDay: 0, fleet: { atMicros: AS_OF - 2 * DAY, stores: 1_180 } };
    expect(warningsWith(AS_OF, lone)).toEqual([
      'As-of is the latest poll, 2023-01-25T18:00:00Z, and none of the 1,200 stores of the week were polled in the ' +
        'day before it: a poll with a wrong clock may have carried as-of away. At 2023-01-23T18:00:00Z, 1,180 of ' +
        'them had been polled within the day before. To report as of then, add --as-of 2023-01-23T18:00:00Z to the ' +
        'command, or "as_of": "2023-01-23T18:00:00Z" to the request.',
    ]);
    const [scattered] = warningsWith(AS_OF, { week: 30, lastDay: 2, fleet: null });
    expect(scattered).toContain('only 2 of the 30 stores of the week');
    expect(scattered).not.toContain('--as-of');
    const [silent] = warningsWith(AS_OF, { week: 30, lastDay: 0, fleet: null });
    expect(silent).toContain('none of the 30 stores of the week');
  });
});
