import { IANAZone } from 'luxon';
import type { Span } from '../contract/report';

const HOUR_MICROS = 3_600_000_000;
/** 1970-01-05 was the first Monday, by any clock. */
const FIRST_MONDAY_MICROS = 4 * 24 * HOUR_MICROS;
const HOURS_OF_WEEK = 168;

/** A span cut where the wall clock of a zone begins a new hour, or is changed: one entry a piece, in order. */
export interface ZoneHours {
  /** Where the piece ends; the first begins where the span does, each other where the one before ends. */
  readonly toMicros: Float64Array;
  /** Which hour the wall shows: weekday × 24 + hour, from Monday 00:00 on. */
  readonly hourOfWeek: Uint8Array;
}

export function zoneHours(span: Span, zoneName: string): ZoneHours {
  const zone = IANAZone.create(zoneName);
  const toMicros: number[] = [];
  const hourOfWeek: number[] = [];
  let at = span.fromMicros;
  while (at < span.toMicros) {
    const offset = offsetAt(zone, at);
    const local = at + offset;
    const hourEnd = at + HOUR_MICROS - modulo(local, HOUR_MICROS);
    const end = offsetAt(zone, hourEnd) === offset ? hourEnd : changeBetween(zone, at, hourEnd);
    hourOfWeek.push(modulo(Math.floor((local - FIRST_MONDAY_MICROS) / HOUR_MICROS), HOURS_OF_WEEK));
    at = Math.min(end, span.toMicros);
    toMicros.push(at);
  }
  return { toMicros: Float64Array.from(toMicros), hourOfWeek: Uint8Array.from(hourOfWeek) };
}

/** The first instant with the later offset; clocks change on whole milliseconds. */
function changeBetween(zone: IANAZone, fromMicros: number, toMicros: number): number {
  let before = Math.floor(fromMicros / 1_000);
  let after = Math.ceil(toMicros / 1_000);
  const first = zone.offset(before);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (zone.offset(middle) === first) before = middle;
    else after = middle;
  }
  return after * 1_000;
}

function offsetAt(zone: IANAZone, micros: number): number {
  return Math.round(zone.offset(Math.floor(micros / 1_000)) * 60) * 1_000_000;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
