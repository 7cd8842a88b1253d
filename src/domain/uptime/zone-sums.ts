import type { Span, StretchStatus } from '../../contract/report';
import { type ZoneHours, zoneHours } from './zone-hours';

/** The sums of one status. A stretch counts its whole pieces at its first and last piece, and adds partial ones. */
interface StatusSums {
  /** How many more stretches cover this whole piece than the previous one. */
  readonly wholes: Int32Array;
  /** Microseconds of partly covered pieces. */
  readonly parts: Float64Array;
}

/** Adds up the stretches of a zone's stores by hour, without a step for each hour of each stretch. */
export class ZoneSums {
  readonly #hours: ZoneHours;
  readonly #sums: Readonly<Record<StretchStatus, StatusSums>>;

  constructor(
    private readonly week: Span,
    zone: string,
  ) {
    this.#hours = zoneHours(week, zone);
    const pieces = this.#hours.toMicros.length;
    const sums = () => ({ wholes: new Int32Array(pieces + 1), parts: new Float64Array(pieces) });
    this.#sums = { up: sums(), down: sums(), unknown: sums() };
  }

  /** The stretch must be inside the week and not empty. */
  add(status: StretchStatus, fromMicros: number, toMicros: number): void {
    const { wholes, parts } = this.#sums[status];
    const first = this.#pieceAt(fromMicros);
    const last = this.#pieceAt(toMicros - 1);
    if (first === last) {
      parts[first] = (parts[first] ?? 0) + toMicros - fromMicros;
      return;
    }
    parts[first] = (parts[first] ?? 0) + this.#end(first) - fromMicros;
    parts[last] = (parts[last] ?? 0) + toMicros - this.#end(last - 1);
    wholes[first + 1] = (wholes[first + 1] ?? 0) + 1;
    wholes[last] = (wholes[last] ?? 0) - 1;
  }

  /** Adds the sums to the hours of the week. */
  addTo(hoursOfWeek: number[], status: StretchStatus): void {
    const { wholes, parts } = this.#sums[status];
    let covering = 0;
    for (let piece = 0; piece < parts.length; piece++) {
      covering += wholes[piece] ?? 0;
      const micros = covering * (this.#end(piece) - this.#end(piece - 1)) + (parts[piece] ?? 0);
      const hour = this.#hours.hourOfWeek[piece] ?? 0;
      hoursOfWeek[hour] = (hoursOfWeek[hour] ?? 0) + micros;
    }
  }

  #end(piece: number): number {
    return this.#hours.toMicros[piece] ?? this.week.fromMicros;
  }

  #pieceAt(micros: number): number {
    const ends = this.#hours.toMicros;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) <= micros) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
