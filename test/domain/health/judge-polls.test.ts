import { judgePolls, type PollsFacts } from '../../../src/domain/health/judge-polls';
import { MICROS_PER_SECOND, requireInstant } from '../../../src/domain/time/instants';

const COMMITTED = requireInstant('2023-01-25T10:00:00Z', 'came');
const TWO_HOURS = 7_200 * MICROS_PER_SECOND;

function facts(over: Partial<PollsFacts> = {}): PollsFacts {
  return {
    nowMicros: COMMITTED,
    newestPollMicros: COMMITTED - 60 * MICROS_PER_SECOND,
    lastNewMicros: COMMITTED,
    lastIngestion: { state: 'Completed', finishedMicros: COMMITTED, message: 'Ingested 1 file.' },
    isSample: false,
    whyNone: null,
    ...over,
  };
}

describe('the freshness of the data', () => {
  it('is fresh until two hours after new polls arrived, and stale afterwards', () => {
    expect(judgePolls(facts({ nowMicros: COMMITTED + TWO_HOURS })).state).toBe('fresh');
    expect(judgePolls(facts({ nowMicros: COMMITTED + TWO_HOURS + 1 })).state).toBe('stale');
  });

  it('is old where polls arrive whose newest is older than a day, and says how old', () => {
    const yesterday = { newestPollMicros: COMMITTED - 86_400 * MICROS_PER_SECOND };
    expect(judgePolls(facts(yesterday)).state).toBe('fresh');
    expect(judgePolls(facts({ newestPollMicros: yesterday.newestPollMicros - 1 })).state).toBe('old');
    const newestPollMicros = requireInstant('2019-03-20T10:00:00.5Z', 'newest');
    expect(judgePolls(facts({ newestPollMicros }))).toMatchObject({
      state: 'old',
      newestPollAgeSeconds: 121_564_799,
      message:
        'New polls were last ingested at 2023-01-25T10:00:00Z, but they are old: the newest poll is of 2019-03-20T10:00:00.500000Z, 3 years 10 months ago.',
    });
  });

  it('says of the sample that it is one, also hours later', () => {
    const sample = facts({ isSample: true, nowMicros: COMMITTED + 2 * TWO_HOURS });
    expect(judgePolls(sample)).toMatchObject({
      state: 'sample',
      message: expect.stringContaining('This is the sample that ships with Loopwatch, not your data'),
    });
  });

  it('states how the last ingestion ended when it is stale', () => {
    const lastIngestion = {
      state: 'Failed',
      finishedMicros: COMMITTED + TWO_HOURS,
      message: 'The disk is full.',
    };
    const { message } = judgePolls(facts({ nowMicros: COMMITTED + 2 * TWO_HOURS, lastIngestion }));
    expect(message).toMatch(
      /^No new poll has been ingested for more than 2 hours\. New polls were last ingested at/,
    );
    expect(message).toMatch(
      /The last ingestion ended at 2023-01-25T12:00:00Z \(Failed\): The disk is full\.$/,
    );
  });

  it('is empty without any poll', () => {
    const none = { newestPollMicros: null, lastNewMicros: null };
    expect(judgePolls(facts({ ...none, lastIngestion: null }))).toEqual({
      state: 'empty',
      newestPollAgeSeconds: null,
      short: 'No poll has been ingested yet.',
      message: 'No poll has been ingested yet. No ingestion has finished yet.',
    });
    expect(judgePolls(facts(none)).message).toContain('Ingested 1 file.');
    const whyNone = 'No poll can be read: all 3 rows of a.csv in quarantine';
    expect(judgePolls(facts({ ...none, whyNone })).message).toBe(`${whyNone}.`);
  });

  it('never has a negative age, even if two clocks differ', () => {
    const { newestPollAgeSeconds } = judgePolls(facts({ newestPollMicros: COMMITTED + TWO_HOURS }));
    expect(newestPollAgeSeconds).toBe(0);
  });
});
