import { DateTime } from 'luxon';
import { METHOD_FACTS, type Method } from '../../contract/methods';
import type { ReportPins } from '../../contract/report';
import { formatHundredths, hundredthsOfTotal } from '../numbers/rounding';
import { MICROS_PER_SECOND } from '../time/instants';

const WHOLE = new Intl.NumberFormat('en-US');

export function wholeNumber(value: number): string {
  return WHOLE.format(value);
}

/** `1 store`, `1,234 stores`. */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${wholeNumber(value)} ${value === 1 ? singular : plural}`;
}

/** `menu hours` → `Menu hours`. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Tenths of a percent, floored before: 974 → `97.4%`, and only 1000 → `100%`. */
export function percentWords(tenths: number | null): string {
  if (tenths === null) return '–';
  return tenths === 1_000 ? '100%' : `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

/** `12.34`, and from a thousand on without the fraction: `12,345`. */
export function amountWords(micros: bigint, unitMicros: number): string {
  const hundredths = hundredthsOfTotal(micros, unitMicros);
  if (hundredths < 100_000) return formatHundredths(hundredths);
  return wholeNumber(hundredthsOfTotal(micros, unitMicros * 100));
}

export function localTime(micros: number, zone: string): DateTime {
  return DateTime.fromMillis(Math.floor(micros / 1_000), { zone, locale: 'en-GB' });
}

/** `Wednesday 25 January 2023, 18:13:22 UTC`. */
export function instantWords(micros: number): string {
  return localTime(micros, 'utc').toFormat("cccc d LLLL yyyy, HH:mm:ss 'UTC'");
}

/** `2 hours`, `1 hour 30 minutes`: the two largest units, what is left is dropped. */
export function durationWords(micros: number): string {
  const parts = [
    { seconds: 86_400, name: 'day' },
    { seconds: 3_600, name: 'hour' },
    { seconds: 60, name: 'minute' },
    { seconds: 1, name: 'second' },
  ];
  let seconds = Math.floor(micros / MICROS_PER_SECOND);
  const words: string[] = [];
  for (const part of parts) {
    const count = Math.floor(seconds / part.seconds);
    seconds -= count * part.seconds;
    if (count > 0) words.push(counted(count, part.name));
  }
  return words.length === 0 ? 'less than a second' : words.slice(0, 2).join(' ');
}

/** The method in one sentence, for an owner. */
export function methodSentence(pins: ReportPins): string {
  return METHOD_FACTS[pins.method].describe(durationWords(pins.holdSeconds * MICROS_PER_SECOND));
}

/** `interpolate 1, hold 2 hours`. */
export function methodName(pins: ReportPins): string {
  const name = `${pins.method} ${pins.methodVersion}`;
  return METHOD_FACTS[pins.method].usesHold
    ? `${name}, hold ${durationWords(pins.holdSeconds * MICROS_PER_SECOND)}`
    : name;
}

/** What a store's uptime is a share of. */
export function uptimeBaseWords(method: Method): string {
  return METHOD_FACTS[method].closedIsDown
    ? 'the share of the whole week'
    : 'the share of its known business time';
}
