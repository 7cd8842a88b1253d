import { formatInstant, MICROS_PER_SECOND } from '../time/instants';

/** Two missed hourly polls. */
export const STALE_AFTER_SECONDS = 7_200;

export const FRESHNESS_STATES = ['fresh', 'stale', 'empty'] as const;
export type FreshnessState = (typeof FRESHNESS_STATES)[number];

export interface FreshnessFacts {
  readonly nowMicros: number;
  /** The instant of the newest poll; null: there is none. */
  readonly newestPollMicros: number | null;
  /** When a new poll was last ingested; null: never. */
  readonly lastNewMicros: number | null;
  readonly lastIngestion: {
    readonly state: string;
    readonly finishedMicros: number;
    readonly message: string | null;
  } | null;
}

export interface Freshness {
  readonly state: FreshnessState;
  readonly newestPollAgeSeconds: number | null;
  readonly message: string;
}

/**
 * Whether polls still arrive. What counts is when they were ingested, not their instants: an old file that was just
 * ingested shows that the way here works; the message states the age of its polls.
 */
export function judgeFreshness(facts: FreshnessFacts): Freshness {
  const { nowMicros, newestPollMicros, lastNewMicros } = facts;
  const newestPollAgeSeconds = newestPollMicros === null ? null : secondsBetween(newestPollMicros, nowMicros);
  if (newestPollMicros === null || lastNewMicros === null)
    return {
      state: 'empty',
      newestPollAgeSeconds,
      message: `No poll has been ingested yet. ${lastWords(facts)}`,
    };
  const ingested = `New polls were last ingested at ${formatInstant(lastNewMicros)}`;
  const newest = `the newest poll is of ${formatInstant(newestPollMicros)}`;
  const isStale = nowMicros - lastNewMicros > STALE_AFTER_SECONDS * MICROS_PER_SECOND;
  if (!isStale) return { state: 'fresh', newestPollAgeSeconds, message: `${ingested}; ${newest}.` };
  const hours = STALE_AFTER_SECONDS / 3_600;
  return {
    state: 'stale',
    newestPollAgeSeconds,
    message: `No new poll has been ingested for more than ${hours} hours. ${ingested}; ${newest}. ${lastWords(facts)}`,
  };
}

function lastWords({ lastIngestion }: FreshnessFacts): string {
  if (!lastIngestion) return 'No ingestion has finished yet.';
  const { state, finishedMicros, message } = lastIngestion;
  const ended = `The last ingestion ended at ${formatInstant(finishedMicros)} (${state})`;
  return message ? `${ended}: ${message}` : `${ended}.`;
}

function secondsBetween(fromMicros: number, toMicros: number): number {
  return Math.max(0, Math.floor((toMicros - fromMicros) / MICROS_PER_SECOND));
}
