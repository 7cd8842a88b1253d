import type { WindowFigures, WindowName } from '../../../contract/report';
import { flooredRatio, formatHundredths, hundredthsOf } from '../../../domain/numbers/rounding';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '../../../domain/time/instants';
import { localTime, percentWords } from '../../../domain/wording/report-words';

/** In place of every figure of a store whose business time is not known. */
const NOT_KNOWN = 'not known';

/** A store's time: in minutes for the hour, in hours for longer windows. */
export function amountOf(micros: number | null, window: WindowName): string {
  if (micros === null) return NOT_KNOWN;
  return window === 'hour' ? `${minutes(micros)} min` : `${hours(micros)} h`;
}

/** A dash where the business time is not known. */
export function hours(micros: number | null | undefined): string {
  return micros == null ? '–' : formatHundredths(hundredthsOf(micros, MICROS_PER_HOUR));
}

function minutes(micros: number): string {
  return formatHundredths(hundredthsOf(micros, MICROS_PER_MINUTE));
}

/** The share of the known time, rounded down. */
export function uptimeWords(window: WindowFigures | null): string {
  if (window === null) return NOT_KNOWN;
  const { upMicros, downMicros } = window;
  return percentWords(flooredRatio(upMicros, upMicros + downMicros, 1_000));
}

/** `Wed 18 Jan, 06:00:00`, in local time. */
export function localWords(micros: number, zone: string): string {
  return localTime(micros, zone).toFormat('ccc d LLL, HH:mm:ss');
}

/** `2023-01-18 03:00:00`, in UTC. */
export function utcWords(micros: number): string {
  return localTime(micros, 'utc').toFormat('yyyy-MM-dd HH:mm:ss');
}
