import { type FreshnessFacts, judgeFreshness } from '../../../src/domain/log/freshness';
import { MICROS_PER_SECOND, requireInstant } from '../../../src/domain/time/instants';

const CAME = requireInstant('2023-01-25T10:00:00Z', 'came');
const TWO_HOURS = 7_200 * MICROS_PER_SECOND;

function facts(over: Partial<FreshnessFacts> = {}): FreshnessFacts {
  return {
    nowMicros: CAME,
    newestPollMicros: CAME - 60 * MICROS_PER_SECOND,
    lastNewMicros: CAME,
    lastIngestion: { state: 'Completed', finishedMicros: CAME, message: 'Took in 1 file.' },
    ...over,
  };
}

describe('how fresh the data are', () => {
  it('is fresh up to two hours after new polls came in, and stale from then on', () => {
    expect(judgeFreshness(facts({ nowMicros: CAME + TWO_HOURS })).state).toBe('fresh');
    expect(judgeFreshness(facts({ nowMicros: CAME + TWO_HOURS + 1 })).state).toBe('stale');
  });

  it('goes by when polls came in, however old they are, and says how old', () => {
    const newestPollMicros = requireInstant('2023-01-01T10:00:00.5Z', 'newest');
    expect(judgeFreshness(facts({ newestPollMicros }))).toEqual({
      state: 'fresh',
      newestPollAgeSeconds: 24 * 86_400 - 1,
      message:
        'New polls last came in at 2023-01-25T10:00:00Z; the newest tells of 2023-01-01T10:00:00.500000Z.',
    });
  });

  it('says, where it is stale, how the last ingestion ended', () => {
    const lastIngestion = {
      state: 'Failed',
      finishedMicros: CAME + TWO_HOURS,
      message: 'The disk is full.',
    };
    const { message } = judgeFreshness(facts({ nowMicros: CAME + 2 * TWO_HOURS, lastIngestion }));
    expect(message).toMatch(/^No new poll has come in for more than 2 hours\. New polls last came in at/);
    expect(message).toMatch(
      /The last ingestion ended at 2023-01-25T12:00:00Z \(Failed\): The disk is full\.$/,
    );
  });

  it('is empty where no poll ever came in', () => {
    const none = { newestPollMicros: null, lastNewMicros: null };
    expect(judgeFreshness(facts({ ...none, lastIngestion: null }))).toEqual({
      state: 'empty',
      newestPollAgeSeconds: null,
      message: 'No poll has come in yet. No ingestion has finished yet.',
    });
    expect(judgeFreshness(facts(none)).message).toContain('Took in 1 file.');
  });

  it('is never younger than now, where two clocks differ', () => {
    const { newestPollAgeSeconds } = judgeFreshness(facts({ newestPollMicros: CAME + TWO_HOURS }));
    expect(newestPollAgeSeconds).toBe(0);
  });
});
