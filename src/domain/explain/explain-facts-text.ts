import { METHOD_FACTS } from '../../contract/methods';
import type { DayHours } from '../hours/business-hours';
import { formatInstant, MICROS_PER_SECOND } from '../time/instants';
import { formatElapsed, formatLocal } from './explain-cells';
import type { Explanation } from './explain-types';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const DAY_SECONDS = 86_400;
const LABEL_WIDTH = 10;

/** What the figures are a function of. */
export function formatFacts(explanation: Explanation): string[] {
  const { pins, timezone, hours } = explanation;
  const hold = `a poll speaks for at most ${formatElapsed(pins.holdSeconds * MICROS_PER_SECOND)} each way (hold)`;
  return [
    ...fact('zone', [
      explanation.timezoneDefaulted ? `${timezone} (the default: no zone is known of this store)` : timezone,
    ]),
    ...fact('hours', hours.length === 0 ? ['no row: open around the clock'] : hours.map(formatRow)),
    ...fact('method', [
      `${pins.method} ${pins.methodVersion}${METHOD_FACTS[pins.method].usesHold ? `: ${hold}` : ''}`,
    ]),
    ...fact('as-of', [
      `${formatLocal(pins.asOfMicros, timezone, 'full')} = ${formatInstant(pins.asOfMicros)}`,
    ]),
    ...fact('versions', [
      `log ${pins.logVersion}, hours ${formatVersion(pins.hoursVersion)}, timezones ${formatVersion(pins.timezonesVersion)}, time zone database ${pins.tzdbVersion}`,
    ]),
  ];
}

function fact(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(LABEL_WIDTH)}${line}`);
}

function formatVersion(version: number): string {
  return version === 0 ? 'never taken in' : String(version);
}

function formatRow(row: DayHours): string {
  const end = row.endSeconds > DAY_SECONDS ? row.endSeconds - DAY_SECONDS : row.endSeconds;
  const nextDay = row.endSeconds > DAY_SECONDS ? ' of the next day' : '';
  const day = (DAYS[row.day] ?? '').padEnd(9);
  return `${day} ${timeOfDay(row.startSeconds)} to ${timeOfDay(end)}${nextDay}`;
}

function timeOfDay(seconds: number): string {
  return formatElapsed(seconds * MICROS_PER_SECOND).padStart(8, '0');
}
