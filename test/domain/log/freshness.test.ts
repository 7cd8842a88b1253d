import { type FreshnessFacts, judgeFreshness } from '../../../src/domain/log/freshness';
import { MICROS_PER_SECOND, requireInstant } from '../../../src/domain/time/instants';

const COMMITTED = requireInstant('2023-01-25T10:00:00Z', 'came');
const TWO_HOURS = 7_200 * MICROS_PER_SECOND;

function facts(over: Partial<FreshnessFacts> = {}): FreshnessFacts {
  return {
    nowMicros: COMMITTED,
    newestPollMicros: COMMITTED - 60 * MICROS_PER_SECOND,
    lastNewMicros: COMMITTED,
    lastIngestion: { state: 'Completed', finishedMicros: COMMITTED, message: 'Ingested 1 file.' },
    ...over,
  };
}

describe('the freshness of the data', () => {
  it('is fresh until two hours after new polls arrived, and stale afterwards', () => {
    expect(judgeFreshness(facts({ nowMicros: COMMITTED + TWO_HOURS })).state).toBe('fresh');
    expect(judgeFreshness(facts({ nowMicros: COMMITTED + TWO_HOURS + 1 })).state).toBe('stale');
  });

  it('depends on when polls arrived, not on their age, and states their age', () => {
    const newestPollMicros = requireInstant('2023-01-01T10:00:00.5Z', 'newest');
    expect(judgeFreshness(facts({ newestPollMicros }))).toEqual({
      state: 'fresh',
      newestPollAgeSeconds: 24 * 86_400 - 1,
      message:
        'New polls were last ingested at 2023-01-25T10:00:00Z; the newest poll is of 2023-01-01T10:00:00.500000Z.',
    });
  });

  it('states how the last ingestion ended when it is stale', () => {
    const lastIngestion = {
      state: 'Failed',
      finishedMicros: COMMITTED + TWO_HOURS,
      message: 'The disk is full.',
    };
    const { message } = judgeFreshness(facts({ nowMicros: COMMITTED + 2 * TWO_HOURS, lastIngestion }));
    expect(message).toMatch(
      /^No new poll has been ingested for more than 2 hours\. New polls were last ingested at/,
    );
    expect(message).toMatch(
      /The last ingestion ended at 2023-01-25T12:00:00Z \(Failed\): The disk is full\.$/,
    );
  });

  it('is empty without any poll', () => {
    const none = { newestPollMicros: null, lastNewMicros: null };
    expect(judgeFreshness(facts({ ...none, lastIngestion: null }))).toEqual({
      state: 'empty',
      newestPollAgeSeconds: null,
      message: 'No poll has been ingested yet. No ingestion has finished yet.',
    });
    expect(judgeFreshness(facts(none)).message).toContain('Ingested 1 file.');
  });

  it('never has a negative age, even if two clocks differ', () => {
    const { newestPollAgeSeconds } = judgeFreshness(facts({ newestPollMicros: COMMITTED + TWO_HOURS }));
    expect(newestPollAgeSeconds).toBe(0);
  });
});
