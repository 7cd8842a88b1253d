/** The arithmetic reads polls and intervals as sorted columns of equal length, one entry a row. */

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

/** Rows of menu hours as in `DayHours`, sorted by store. A row that ends where it starts opens nothing. Sorting by day and start too makes the arithmetic faster. */
export interface HoursColumns {
  readonly store: Int32Array;
  readonly day: Int32Array;
  readonly startSeconds: Int32Array;
  readonly endSeconds: Int32Array;
}
