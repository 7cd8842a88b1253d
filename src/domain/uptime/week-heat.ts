import { type Span, type StretchStatus, WEEK_HOURS, type WeekHeat } from '../../contract/report';
import { type ZoneHours, zoneHours } from './zone-hours';

/** Adds the heats of partitions. They are whole microseconds, so the order does not matter. */
export function addHeats(heats: readonly WeekHeat[]): WeekHeat {
  const sum = (of: (heat: WeekHeat) => readonly number[]) =>
    Array.from({ length: WEEK_HOURS }, (_, hour) =>
      heats.reduce((total, heat) => total + (of(heat)[hour] ?? 0), 0),
    );
  return {
    upMicros: sum((heat) => heat.upMicros),
    downMicros: sum((heat) => heat.downMicros),
    unknownMicros: sum((heat) => heat.unknownMicros),
  };
}

/** Adds up stretches by hour of the week, in the local time of their store. */
export class WeekHeatSums {
  readonly #byZone = new Map<string, ZoneSums>();
  readonly #ofStore: readonly (ZoneSums | null)[];

  /** @param zones one for each store, by row; null: its local time is not known, so its stretches do not count */
  constructor(
    zones: readonly (string | null)[],
    private readonly week: Span,
  ) {
    this.#ofStore = zones.map((zone) => {
      if (zone === null) return null;
      const sums = this.#byZone.get(zone) ?? new ZoneSums(week, zone);
      this.#byZone.set(zone, sums);
      return sums;
    });
  }

  /** Time outside the week does not count. */
  add(store: number, fromMicros: number, toMicros: number, status: StretchStatus): void {
    const from = Math.max(fromMicros, this.week.fromMicros);
    const to = Math.min(toMicros, this.week.toMicros);
    if (from >= to) return;
    const sums = this.#ofStore[store];
    if (sums === undefined) throw new RangeError(`store ${store} has no zone`);
    sums?.add(status, from, to);
  }

  toHeat(): WeekHeat {
    return {
      upMicros: this.#sum('up'),
      downMicros: this.#sum('down'),
      unknownMicros: this.#sum('unknown'),
    };
  }

  #sum(status: StretchStatus): number[] {
    const sums = new Array<number>(WEEK_HOURS).fill(0);
    for (const zone of this.#byZone.values()) zone.addTo(sums, status);
    return sums;
  }
}

/** The sums of one status. A stretch counts its whole pieces at its first and last piece, and adds partial ones. */
interface StatusSums {
  /** How many more stretches cover this whole piece than the previous one. */
  readonly wholes: Int32Array;
  /** Microseconds of partly covered pieces. */
  readonly parts: Float64Array;
}

/** Adds up the stretches of a zone's stores by hour, without a step for each hour of each stretch. */
class ZoneSums {
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
