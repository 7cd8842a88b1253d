import type { Span, StretchStatus } from '../../contract/report';
import { WEEK_HOURS, type WeekHeat } from '../../contract/week-heat';
import { ZoneSums } from './zone-sums';

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
  readonly #ofStore: readonly ZoneSums[];

  /** @param zones one for each store, by row */
  constructor(
    zones: readonly string[],
    private readonly week: Span,
  ) {
    this.#ofStore = zones.map((zone) => {
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
    sums.add(status, from, to);
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
