import type { NoticeTarget } from './notices';
import type { ReportOptions } from './report';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface StandingTime {
  /** null: every day. */
  readonly weekday: Weekday | null;
  /** On the wall clock of the timezone. */
  readonly hour: number;
  readonly minute: number;
  /** Its name in the time zone database. */
  readonly timezone: string;
}

/** A report that repeats: its options, its schedule and its recipients. */
export interface StandingReport {
  readonly id: string;
  readonly name: string;
  readonly options: ReportOptions;
  readonly time: StandingTime;
  /** Beside the webhooks. */
  readonly targets: readonly NoticeTarget[];
}

/** What a standing report makes, and for whom: the catalogue keeps it. When it runs, its Schedule knows. */
export type StandingDefinition = Pick<StandingReport, 'id' | 'name' | 'options' | 'targets'>;

/** A report that a Schedule has started. */
export interface StandingRun {
  readonly scheduledMicros: number;
  readonly startedMicros: number;
  readonly reportId: string;
}

export interface StandingReportState extends StandingReport {
  readonly isPaused: boolean;
  /** Who changed it last, and why; null: unknown. */
  readonly note: string | null;
  readonly createdMicros: number;
  /** Soonest first; empty while it is paused. */
  readonly nextMicros: readonly number[];
  /** Newest first. */
  readonly lastRuns: readonly StandingRun[];
}
