import { z } from 'zod';
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

export const standingTimeSchema = z.object({
  /** null: every day. */
  weekday: z.enum(WEEKDAYS).nullable(),
  /** On the wall clock of the timezone. */
  hour: z.int(),
  minute: z.int(),
  /** Its name in the time zone database. */
  timezone: z.string(),
});
export type StandingTime = Readonly<z.infer<typeof standingTimeSchema>>;

/** A report that repeats: its options, its time and its recipients. The catalogue keeps it. */
export interface StandingReport {
  readonly id: string;
  readonly name: string;
  readonly options: ReportOptions;
  readonly time: StandingTime;
  /** Beside the webhooks. */
  readonly targets: readonly NoticeTarget[];
}

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
  /** null: it has no Schedule. */
  readonly createdMicros: number | null;
  /** Soonest first; empty while it is paused. */
  readonly nextMicros: readonly number[];
  /** Newest first. */
  readonly lastRuns: readonly StandingRun[];
}
