/** Retention periods in days; null: forever. */
export interface RetentionPolicy {
  /** Polls, counted back from the newest poll, so that a log without new polls keeps its content. */
  readonly pollsDays: number | null;
  /** Reports, from their end. */
  readonly reportsDays: number | null;
  /** Quarantined rows, from the end of their ingestion. */
  readonly quarantineDays: number | null;
}

export const KEEP_ALL: RetentionPolicy = { pollsDays: null, reportsDays: null, quarantineDays: null };
