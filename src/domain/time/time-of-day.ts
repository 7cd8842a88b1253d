const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
/** The date that spreadsheets and databases give to a time without one, in the spellings with one meaning. */
const NO_DATE = '1899-12-30|12/30/1899|30/12/1899|30\\.12\\.1899|1/0/1900|1900-01-00';
const CLOCK = '(\\d{1,2})(?::([0-5]\\d)(?::([0-5]\\d)(?:\\.\\d+)?)?)?(?:\\s*([ap])\\.?m\\.?)?';
const TIME = new RegExp(`^(?:(?:${NO_DATE})[T\\s]\\s*)?${CLOCK}$`, 'i');

/**
 * Seconds after midnight, or null; a fraction of a second is cut. An end may lie on the next day, up to 48:00; a start
 * may not be 24:00.
 */
export function parseTimeOfDay(text: string, allowed: 'start' | 'end'): number | null {
  const [, hours, minutes, seconds, half] = TIME.exec(text.trim()) ?? [];
  if (hours === undefined || (minutes === undefined && half === undefined)) return null;
  const hour = half === undefined ? Number(hours) : hourOf(Number(hours), half);
  const total = hour * HOUR_SECONDS + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  const limit = allowed === 'end' ? 2 * DAY_SECONDS : DAY_SECONDS - 1;
  return total <= limit ? total : null;
}

/** 12 AM is midnight, 12 PM noon. NaN where the clock of twelve hours has no such hour. */
function hourOf(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}
