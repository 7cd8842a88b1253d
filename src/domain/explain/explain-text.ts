import { METHOD_FACTS } from '../../contract/methods';
import { pinnedVersion, VERSIONED_KINDS } from '../../contract/versioned-inputs';
import type { DayHours } from '../hours/business-hours';
import { originWords } from '../hours/origin-words';
import { formatInstant, MICROS_PER_SECOND } from '../time/instants';
import { formatElapsed, formatLocal } from './explain-cells';
import { formatInterval, formatLeftOut } from './explain-interval-text';
import type { Explanation } from './explain-types';
import { formatWindow } from './explain-window-text';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const DAY_SECONDS = 86_400;
const LABEL_WIDTH = 10;
const NESTED =
  'The hour lies within the day, and the day within the week: "in" names the shortest window of each stretch.';

/** Plain text, with lines of up to 110 characters unless the store id is longer. */
export function formatExplanation(explanation: Explanation): string {
  const { intervals, clock, pins } = explanation;
  const blocks = [
    [`Store ${explanation.storeId}`, ...formatFacts(explanation)],
    [
      `Business intervals that touch the week: ${isKnown(explanation) ? intervals.length : 'not known'} (local times are those of ${clock})`,
      ...(METHOD_FACTS[pins.method].tellsWhen && intervals.length > 0 ? [NESTED] : []),
    ],
    ...intervals.map((interval) => formatInterval(interval, clock, pins.method)),
    ['Polls left out, of the week and a day on either side', ...formatLeftOut(explanation.leftOut, clock)],
    ...explanation.windows.map((window) => formatWindow(window, clock)),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function isKnown({ windows }: Explanation): boolean {
  return windows.every(({ figures }) => figures !== null);
}

/** Everything that determines the figures. */
function formatFacts(explanation: Explanation): string[] {
  const { pins, timezone, clock, hours, hoursFrom, zoneFrom } = explanation;
  const inputs = VERSIONED_KINDS.map((kind) => `${kind} ${formatVersion(pinnedVersion(pins, kind))}`);
  const hold = `a poll speaks for at most ${formatElapsed(pins.holdSeconds * MICROS_PER_SECOND)} each way (hold)`;
  return [
    ...fact('zone', [
      ...(timezone === null ? [] : [timezone]),
      originWords('timezones', zoneFrom, pins.timezonesVersion),
    ]),
    ...fact('hours', [originWords('hours', hoursFrom, pins.hoursVersion), ...hours.map(formatRow)]),
    ...fact('method', [
      `${pins.method} ${pins.methodVersion}${METHOD_FACTS[pins.method].usesHold ? `: ${hold}` : ''}`,
    ]),
    ...fact('as-of', [`${formatLocal(pins.asOfMicros, clock, 'full')} = ${formatInstant(pins.asOfMicros)}`]),
    ...fact('versions', [
      `log ${pins.logVersion}, ${inputs.join(', ')}, time zone database ${pins.tzdbVersion}`,
    ]),
  ];
}

function fact(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(LABEL_WIDTH)}${line}`);
}

function formatVersion(version: number): string {
  return version === 0 ? 'never ingested' : String(version);
}

function formatRow(row: DayHours): string {
  const day = (DAYS[row.day] ?? '').padEnd(9);
  if (row.startSeconds === row.endSeconds) return `${day} closed`;
  const end = row.endSeconds > DAY_SECONDS ? row.endSeconds - DAY_SECONDS : row.endSeconds;
  const nextDay = row.endSeconds > DAY_SECONDS ? ' of the next day' : '';
  return `${day} ${timeOfDay(row.startSeconds)} to ${timeOfDay(end)}${nextDay}`;
}

function timeOfDay(seconds: number): string {
  return formatElapsed(seconds * MICROS_PER_SECOND).padStart(8, '0');
}
