import type { Span } from '../../contract/report';
import { MICROS_PER_HOUR, MICROS_PER_SECOND } from '../time/instants';
import { chance, type Random, triangular } from './random';
import type { StatusTimeline } from './status-timeline';
import { pollTimestampText } from './timestamp-text';

export interface PolledStore {
  readonly storeId: string;
  readonly timeline: StatusTimeline;
}

const JITTER_MICROS = 300 * MICROS_PER_SECOND;
const MISSED_SHARE = 0.3;
const REPEATED_SHARE = 0.002;
const CORRECTED_SHARE = 0.000_2;

/**
 * Lines of a poll file, as an hourly poller writes them. Each hour it polls the stores in order, misses some, and repeats
 * a few rows at the end. Where two rows of an instant differ, the second is true.
 */
export function* pollLines(stores: readonly PolledStore[], span: Span, random: Random): Generator<string> {
  for (let hour = span.fromMicros; hour < span.toMicros; hour += MICROS_PER_HOUR) {
    yield* hourLines(stores, span, hour, random);
  }
}

function* hourLines(
  stores: readonly PolledStore[],
  span: Span,
  hourMicros: number,
  random: Random,
): Generator<string> {
  const writtenAgain: string[] = [];
  for (const [index, store] of stores.entries()) {
    const slotMicros = ((index + 0.5) / stores.length) * MICROS_PER_HOUR;
    const atMicros = Math.floor(hourMicros + slotMicros + triangular(random) * JITTER_MICROS);
    if (chance(random, MISSED_SHARE) || atMicros < span.fromMicros || atMicros >= span.toMicros) continue;
    const { isUp } = store.timeline.at(atMicros);
    const line = pollLine(store.storeId, isUp, atMicros);
    const isCorrected = chance(random, CORRECTED_SHARE);
    yield isCorrected ? pollLine(store.storeId, !isUp, atMicros) : line;
    if (isCorrected || chance(random, REPEATED_SHARE)) writtenAgain.push(line);
  }
  yield* writtenAgain;
}

function pollLine(storeId: string, isUp: boolean, atMicros: number): string {
  return `${storeId},${isUp ? 'active' : 'inactive'},${pollTimestampText(atMicros)}`;
}
