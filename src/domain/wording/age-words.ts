import { MICROS_PER_DAY } from '../time/instants';
import { counted, durationWords } from './report-words';

/** Spans up to this are told in days. */
const MONTHS_FROM_DAYS = 60;

/** How long ago an instant was: `2 hours 5 minutes`, `12 days 3 hours`, `3 years 10 months`. */
export function ageWords(atMicros: number, nowMicros: number): string {
  const age = Math.max(nowMicros - atMicros, 0);
  if (age < MONTHS_FROM_DAYS * MICROS_PER_DAY) return durationWords(age);
  const months = monthsBetween(new Date(atMicros / 1_000), new Date(nowMicros / 1_000));
  const parts = [
    ...(months >= 12 ? [counted(Math.floor(months / 12), 'year')] : []),
    ...(months % 12 > 0 ? [counted(months % 12, 'month')] : []),
  ];
  return parts.join(' ');
}

/** Whole months. */
function monthsBetween(from: Date, to: Date): number {
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return to.getUTCDate() < from.getUTCDate() ? months - 1 : months;
}
