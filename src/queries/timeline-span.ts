import { LoopwatchError } from '../contract/errors';
import type { Span } from '../contract/report';
import { MICROS_PER_DAY, requireInstant } from '../domain/time/instants';
import { windowOf } from '../domain/time/windows';
import type { TimelineRequest } from './queries';

const MAX_DAYS = 31;
/** Earlier instants have no four-digit year. */
const EARLIEST_MICROS = requireInstant('0000-01-01T00:00:00Z', 'earliest');

/** The span of a request. @throws LoopwatchError INVALID_INPUT where it is empty or too long. */
export function timelineSpan(
  request: Pick<TimelineRequest, 'fromMicros' | 'toMicros'>,
  newestMicros: number,
): Span {
  const toMicros = request.toMicros ?? newestMicros;
  const fromMicros = request.fromMicros ?? windowOf('week', toMicros).fromMicros;
  if (fromMicros >= toMicros) {
    throw new LoopwatchError(
      'INVALID_INPUT',
      'from must lie before to, or before the latest poll where to is left out',
    );
  }
  if (fromMicros < EARLIEST_MICROS) {
    throw new LoopwatchError(
      'INVALID_INPUT',
      'from must not lie before the year 0000, nor to in its first week',
    );
  }
  if (toMicros - fromMicros > MAX_DAYS * MICROS_PER_DAY) {
    throw new LoopwatchError('INVALID_INPUT', `from and to must lie at most ${MAX_DAYS} days apart`);
  }
  return { fromMicros, toMicros };
}
