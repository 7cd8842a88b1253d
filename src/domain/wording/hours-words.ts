const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** One row of a store's hours; without times, the store is closed on that day. */
export interface HoursOfDay {
  readonly day: number;
  /** Seconds after local midnight. */
  readonly start: number | null;
  readonly end: number | null;
}

/** `Mon 09:00–17:00, Tue 18:00–02:00, Wed closed`. */
export function hoursWords(rows: readonly HoursOfDay[]): string {
  return rows
    .map(
      ({ day, start, end }) =>
        `${DAYS[day] ?? day} ${start === null || end === null ? 'closed' : `${clock(start)}–${clock(end)}`}`,
    )
    .join(', ');
}

function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const shown = hours > 24 ? hours - 24 : hours;
  return `${String(shown).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
