import type { Span } from '../../contract/report';

/** From the start of the first span to the end of the last. null: there is none. */
export function hullOfSpans(spans: readonly Span[]): Span | null {
  if (spans.length === 0) return null;
  return {
    fromMicros: Math.min(...spans.map(({ fromMicros }) => fromMicros)),
    toMicros: Math.max(...spans.map(({ toMicros }) => toMicros)),
  };
}
