import pl from 'nodejs-polars';
import type { Span } from '../../contract/report';

/** From the first poll to the last, both included; null where there is none. */
export function pollSpan(polls: pl.DataFrame): Span | null {
  if (polls.height === 0) return null;
  const at = polls.getColumn('at').cast(pl.Float64);
  return { fromMicros: at.min(), toMicros: at.max() };
}
