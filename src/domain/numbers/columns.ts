/** Sorted columns, the form in which the arithmetic reads polls and intervals: one entry a row, equal lengths. */

/** Sorted by store, then instant; no two rows of a store share an instant. */
export interface PollColumns {
  readonly store: Uint32Array;
  readonly atMicros: Float64Array;
  /** 1 active, 0 inactive. */
  readonly active: Uint8Array;
}

/** Business intervals `[open, close)`, sorted by store, then opening; those of a store neither overlap nor touch. */
export interface IntervalColumns {
  readonly store: Uint32Array;
  readonly openMicros: Float64Array;
  readonly closeMicros: Float64Array;
}

/** Rows of menu hours as `DayHours` has them, sorted by store; quickest where those of a store are sorted by day and start. */
export interface HoursColumns {
  readonly store: Int32Array;
  readonly day: Int32Array;
  readonly startSeconds: Int32Array;
  readonly endSeconds: Int32Array;
}
