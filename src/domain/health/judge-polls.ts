import { formatInstant, MICROS_PER_SECOND } from '../time/instants';
import { ageWords } from '../wording/age-words';

/** Two missed hourly polls. */
export const STALE_AFTER_SECONDS = 7_200;
/** Polls of the day before may arrive at once, in a daily export. */
export const OLD_AFTER_SECONDS = 86_400;

/** From the best to the worst. */
export const FRESHNESS_STATES = ['fresh', 'sample', 'old', 'problems', 'stale', 'empty'] as const;
export type FreshnessState = (typeof FRESHNESS_STATES)[number];

export interface PollsFacts {
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
  /** All sources are the sample that ships with Loopwatch. */
  readonly isSample: boolean;
  /** Why there is no poll, from what the files hold; null: the last ingestion says what there is to say. */
  readonly whyNone: string | null;
}

export interface Judgement {
  readonly state: FreshnessState;
  readonly message: string;
}

export interface PollsJudgement extends Judgement {
  readonly newestPollAgeSeconds: number | null;
  /** The message without the words of the last ingestion, which name files. */
  readonly short: string;
}

/** Whether new polls arrive, and whether they are of today: polls of last year are not fresh because they arrived today. */
export function judgePolls(facts: PollsFacts): PollsJudgement {
  const { nowMicros, newestPollMicros, lastNewMicros } = facts;
  const newestPollAgeSeconds = newestPollMicros === null ? null : secondsBetween(newestPollMicros, nowMicros);
  if (newestPollMicros === null || lastNewMicros === null) {
    const short = 'No poll has been ingested yet.';
    const message = facts.whyNone === null ? `${short} ${lastWords(facts)}` : `${facts.whyNone}.`;
    return { state: 'empty', newestPollAgeSeconds, short, message };
  }
  const judged = judgeArrival(facts, { newestPollMicros, lastNewMicros });
  const message = judged.state === 'stale' ? `${judged.short} ${lastWords(facts)}` : judged.short;
  return { ...judged, newestPollAgeSeconds, message };
}

interface Arrival {
  readonly newestPollMicros: number;
  readonly lastNewMicros: number;
}

function judgeArrival(
  { nowMicros, isSample }: PollsFacts,
  { newestPollMicros, lastNewMicros }: Arrival,
): { readonly state: FreshnessState; readonly short: string } {
  const ingested = `New polls were last ingested at ${formatInstant(lastNewMicros)}`;
  const isOld = isOlder(newestPollMicros, nowMicros, OLD_AFTER_SECONDS);
  const age = isOld ? `, ${ageWords(newestPollMicros, nowMicros)} ago` : '';
  const newest = `the newest poll is of ${formatInstant(newestPollMicros)}${age}`;
  if (isSample) {
    const short = `This is the sample that ships with Loopwatch, not your data: ${newest}. Name your own folder with --source or LOOPWATCH_SOURCE.`;
    return { state: 'sample', short };
  }
  if (isOlder(lastNewMicros, nowMicros, STALE_AFTER_SECONDS)) {
    const hours = STALE_AFTER_SECONDS / 3_600;
    const short = `No new poll has been ingested for more than ${hours} hours. ${ingested}; ${newest}.`;
    return { state: 'stale', short };
  }
  return isOld
    ? { state: 'old', short: `${ingested}, but they are old: ${newest}.` }
    : { state: 'fresh', short: `${ingested}; ${newest}.` };
}

export function isOlder(atMicros: number, nowMicros: number, seconds: number): boolean {
  return nowMicros - atMicros > seconds * MICROS_PER_SECOND;
}

function lastWords({ lastIngestion }: PollsFacts): string {
  if (!lastIngestion) return 'No ingestion has finished yet.';
  const { state, finishedMicros, message } = lastIngestion;
  const ended = `The last ingestion ended at ${formatInstant(finishedMicros)} (${state})`;
  return message ? `${ended}: ${message}` : `${ended}.`;
}

function secondsBetween(fromMicros: number, toMicros: number): number {
  return Math.max(0, Math.floor((toMicros - fromMicros) / MICROS_PER_SECOND));
}
