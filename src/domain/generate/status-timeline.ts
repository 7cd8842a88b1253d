import type { Span } from '../../contract/report';
import { chance, exponential, type Random } from './random';

/** The average length of one time up and one time down. */
export interface FailureRates {
  readonly meanUpMicros: number;
  readonly meanDownMicros: number;
}

/**
 * A store's true status: up and down in turn, each for an exponentially distributed time. It is computed on demand, so
 * a year takes no more memory than an hour.
 */
export class StatusTimeline {
  readonly #random: Random;
  readonly #rates: FailureRates;
  #isUp: boolean;
  #untilMicros: number;

  constructor(random: Random, rates: FailureRates, fromMicros: number) {
    this.#random = random;
    this.#rates = rates;
    this.#isUp = chance(random, rates.meanUpMicros / (rates.meanUpMicros + rates.meanDownMicros));
    this.#untilMicros = fromMicros + this.#drawMicros();
  }

  /** Whether the store is up at an instant, and until when. Ask for instants in ascending order. */
  at(micros: number): { readonly isUp: boolean; readonly untilMicros: number } {
    while (micros >= this.#untilMicros) {
      this.#isUp = !this.#isUp;
      this.#untilMicros += this.#drawMicros();
    }
    return { isUp: this.#isUp, untilMicros: this.#untilMicros };
  }

  #drawMicros(): number {
    const mean = this.#isUp ? this.#rates.meanUpMicros : this.#rates.meanDownMicros;
    return Math.max(1, Math.round(exponential(this.#random, mean)));
  }
}

/** The stretches in which the store is up, clipped to the span, in order. The timeline cannot be used again. */
export function* upStretches(timeline: StatusTimeline, span: Span): Generator<Span> {
  let fromMicros = span.fromMicros;
  while (fromMicros < span.toMicros) {
    const { isUp, untilMicros } = timeline.at(fromMicros);
    const toMicros = Math.min(untilMicros, span.toMicros);
    if (isUp) yield { fromMicros, toMicros };
    fromMicros = toMicros;
  }
}
