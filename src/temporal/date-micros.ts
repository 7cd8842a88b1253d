/** A date of Temporal's in UTC microseconds. */
export function dateMicros(date: Date): number {
  return date.getTime() * 1_000;
}
