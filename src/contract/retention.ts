/** How long things are kept, in days; null: for good. */
export interface RetentionPolicy {
  /** Polls, counted back from the newest one: a log that no longer grows is not emptied. */
  readonly pollsDays: number | null;
  /** Reports, from their end on. */
  readonly reportsDays: number | null;
  /** Rows put aside, from the end of their ingestion on. */
  readonly quarantineDays: number | null;
}

export const KEEP_ALL: RetentionPolicy = { pollsDays: null, reportsDays: null, quarantineDays: null };
