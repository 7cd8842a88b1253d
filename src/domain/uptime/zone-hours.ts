import { IANAZone } from 'luxon';
import { type Span, WEEK_HOURS } from '../../contract/report';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '../time/instants';

/** 1970-01-05 was the first Monday, in every zone. */
const FIRST_MONDAY_MICROS = 4 * MICROS_PER_DAY;

/** A span, cut where a new local hour begins or the clock changes: one entry a piece, in order. */
export interface ZoneHours {
  /** The end of each piece. The first begins where the span does, each other where the previous one ends. */
  readonly toMicros: Float64Array;
  /** The local hour of the week: weekday × 24 + hour, from Monday 00:00 on. */
  readonly hourOfWeek: Uint8Array;
}

export function zoneHours(span: Span, zoneName: string): ZoneHours {
  const toMicros: number[] = [];
  const hourOfWeek: number[] = [];
  for (const { fromMicros, endMicros, offsetMicros } of steadyParts(span, IANAZone.create(zoneName))) {
    let at = fromMicros;
    while (at < endMicros) {
      const local = at + offsetMicros;
      hourOfWeek.push(modulo(Math.floor((local - FIRST_MONDAY_MICROS) / MICROS_PER_HOUR), WEEK_HOURS));
      at = Math.min(at + MICROS_PER_HOUR - modulo(local, MICROS_PER_HOUR), endMicros);
      toMicros.push(at);
    }
  }
  return { toMicros: Float64Array.from(toMicros), hourOfWeek: Uint8Array.from(hourOfWeek) };
}

interface SteadyPart {
  readonly fromMicros: number;
  readonly endMicros: number;
  readonly offsetMicros: number;
}

/** Cuts the span where the zone's offset changes. One look-up a day is enough: no clock changes twice within a day. */
function steadyParts(span: Span, zone: IANAZone): SteadyPart[] {
  const parts: SteadyPart[] = [];
  let fromMicros = span.fromMicros;
  let probe = fromMicros;
  let offsetMicros = offsetAt(zone, fromMicros);
  while (probe < span.toMicros) {
    const next = Math.min(probe + MICROS_PER_DAY, span.toMicros);
    const nextOffset = offsetAt(zone, next);
    if (nextOffset !== offsetMicros) {
      const endMicros = Math.min(changeBetween(zone, probe, next), span.toMicros);
      parts.push({ fromMicros, endMicros, offsetMicros });
      [fromMicros, offsetMicros] = [endMicros, nextOffset];
    }
    probe = next;
  }
  return [...parts, { fromMicros, endMicros: span.toMicros, offsetMicros }];
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
