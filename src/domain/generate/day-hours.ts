import { pick, type Random, type Weighted } from './random';

/** Local `HH:MM:SS`. An end at or before the start is on the next day. */
export interface TimeRange {
  readonly start: string;
  readonly end: string;
}

const DAY_SHAPES: Weighted<(random: Random) => readonly TimeRange[]> = [
  [wholeDay, 5],
  [oneSitting, 70],
  [pastMidnightInTwoRows, 16],
  [twoSittings, 3],
  [touchingRows, 0.6],
  [overnight, 2],
  [threeRows, 0.4],
];

const OPENINGS: Weighted<string> = [
  ['11:00:00', 207],
  ['10:00:00', 80],
  ['06:00:00', 80],
  ['07:00:00', 51],
  ['08:00:00', 40],
  ['10:30:00', 28],
  ['12:00:00', 25],
  ['11:30:00', 24],
  ['09:00:00', 22],
  ['06:30:00', 8],
  ['07:30:00', 7],
  ['10:15:00', 2],
];

const CLOSINGS: Weighted<string> = [
  ['23:59:00', 60],
  ['23:59:59', 50],
  ['22:00:00', 66],
  ['21:00:00', 62],
  ['23:00:00', 50],
  ['20:00:00', 37],
  ['21:30:00', 36],
  ['20:30:00', 27],
  ['19:00:00', 22],
  ['22:30:00', 19],
  ['23:30:00', 17],
  ['20:45:00', 14],
  ['14:00:00', 11],
];

const LAST_MINUTE: Weighted<string> = [
  ['23:59:00', 1],
  ['23:59:59', 1],
];

const AFTER_MIDNIGHT: Weighted<string> = [
  ['01:00:00', 26],
  ['02:00:00', 23],
  ['03:00:00', 10],
  ['01:30:00', 5],
  ['04:00:00', 5],
  ['01:45:00', 4],
  ['02:30:00', 4],
  ['00:10:00', 1],
  ['04:59:59', 1],
];

/** One to three rows of one day, in order; only an overnight row ends before it starts. */
export function drawDayHours(random: Random): readonly TimeRange[] {
  return pick(random, DAY_SHAPES)(random);
}

export function drawWholeDay(random: Random): TimeRange {
  return { start: '00:00:00', end: pick(random, LAST_MINUTE) };
}

function wholeDay(random: Random): readonly TimeRange[] {
  return [drawWholeDay(random)];
}

function oneSitting(random: Random): readonly TimeRange[] {
  return [{ start: pick(random, OPENINGS), end: pick(random, CLOSINGS) }];
}

function pastMidnightInTwoRows(random: Random): readonly TimeRange[] {
  return [
    { start: '00:00:00', end: pick(random, AFTER_MIDNIGHT) },
    { start: pick(random, OPENINGS), end: pick(random, LAST_MINUTE) },
  ];
}

function twoSittings(random: Random): readonly TimeRange[] {
  return [
    { start: '11:00:00', end: '14:30:00' },
    { start: '17:00:00', end: pick(random, LATE_CLOSINGS) },
  ];
}

function touchingRows(random: Random): readonly TimeRange[] {
  return [
    { start: pick(random, OPENINGS), end: '16:00:00' },
    { start: '16:00:00', end: pick(random, LATE_CLOSINGS) },
  ];
}

function overnight(random: Random): readonly TimeRange[] {
  return [{ start: pick(random, EVENING_OPENINGS), end: pick(random, AFTER_MIDNIGHT) }];
}

function threeRows(random: Random): readonly TimeRange[] {
  return [
    { start: '00:00:00', end: pick(random, AFTER_MIDNIGHT) },
    { start: '11:00:00', end: '15:00:00' },
    { start: '17:00:00', end: pick(random, LAST_MINUTE) },
  ];
}

const LATE_CLOSINGS: Weighted<string> = [
  ['21:00:00', 2],
  ['22:00:00', 2],
  ['23:30:00', 1],
  ['23:59:59', 1],
];

const EVENING_OPENINGS: Weighted<string> = [
  ['16:00:00', 1],
  ['17:00:00', 1],
  ['18:00:00', 1],
  ['22:00:00', 1],
];
