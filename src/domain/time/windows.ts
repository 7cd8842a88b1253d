import type { Span, WindowName } from '../../contract/report';
import { MICROS_PER_DAY, MICROS_PER_SECOND } from './instants';

export const WINDOW_MICROS: Readonly<Record<WindowName, number>> = {
  hour: 3_600 * MICROS_PER_SECOND,
  day: MICROS_PER_DAY,
  week: 7 * MICROS_PER_DAY,
};

/** The window that ends at as-of, half-open. */
export function windowOf(name: WindowName, asOfMicros: number): Span {
  return { fromMicros: asOfMicros - WINDOW_MICROS[name], toMicros: asOfMicros };
}

/** The length of the part of `[from, to)` inside the span. */
export function overlapMicros(fromMicros: number, toMicros: number, span: Span): number {
  const overlap = Math.min(toMicros, span.toMicros) - Math.max(fromMicros, span.fromMicros);
  return Math.max(overlap, 0);
}
