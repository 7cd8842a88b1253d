/** Turns Temporal's dates into UTC microseconds. */
export function dateMicros(date: Date): number {
  return date.getTime() * 1_000;
}
