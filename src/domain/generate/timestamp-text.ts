import { MICROS_PER_SECOND } from '../time/instants';

const HOUR_SECONDS = 3_600;
const CACHED_HOURS = 64;
const hourTexts = new Map<number, string>();

/** The form of exported polls: `2023-01-22 12:09:39.388884 UTC`, without zeros at the end of the fraction. */
export function pollTimestampText(micros: number): string {
  const text = timestampText(micros);
  return micros % 10 === 0 ? text.replace(/\.?0+ UTC$/, ' UTC') : text;
}

/** `2023-01-22 12:09:39.388884 UTC`, always with six fraction digits. */
export function timestampText(micros: number): string {
  const seconds = Math.floor(micros / MICROS_PER_SECOND);
  const hour = Math.floor(seconds / HOUR_SECONDS);
  const second = seconds - hour * HOUR_SECONDS;
  const minute = Math.floor(second / 60);
  const clock = `${hourText(hour)}:${twoDigits(minute)}:${twoDigits(second - minute * 60)}`;
  return `${clock}.${String(micros - seconds * MICROS_PER_SECOND).padStart(6, '0')} UTC`;
}

function hourText(hour: number): string {
  const known = hourTexts.get(hour);
  if (known !== undefined) return known;
  if (hourTexts.size >= CACHED_HOURS) hourTexts.clear();
  const text = new Date(hour * HOUR_SECONDS * 1_000).toISOString().slice(0, 13).replace('T', ' ');
  hourTexts.set(hour, text);
  return text;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
