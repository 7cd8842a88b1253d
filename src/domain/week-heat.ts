import type { Span, StretchStatus } from '../contract/report';
import { WEEK_HOURS, type WeekHeat } from '../contract/week-heat';
import { type ZoneHours, zoneHours } from './zone-hours';

/** Adds up stretches by the hour of the week that the clock of their store showed. */
export class WeekHeatSums {
  readonly #hoursOfStore: readonly ZoneHours[];
  readonly #sums: Readonly<Record<StretchStatus, Float64Array>>;
  #store = -1;
  #piece = 0;

  /** @param zones of each store, by row. */
  constructor(
    zones: readonly string[],
    private readonly week: Span,
  ) {
    const byZone = new Map<string, ZoneHours>();
    this.#hoursOfStore = zones.map((zone) => {
      const hours = byZone.get(zone) ?? zoneHours(week, zone);
      byZone.set(zone, hours);
      return hours;
    });
    this.#sums = {
      up: new Float64Array(WEEK_HOURS),
      down: new Float64Array(WEEK_HOURS),
      unknown: new Float64Array(WEEK_HOURS),
    };
  }

  /** The stretches of a store come one after the other and in order of time; what lies outside the week is left out. */
  add(store: number, fromMicros: number, toMicros: number, status: StretchStatus): void {
    let at = Math.max(fromMicros, this.week.fromMicros);
    const to = Math.min(toMicros, this.week.toMicros);
    if (at >= to) return;
    const hours = this.#hoursOfStore[store];
    if (hours === undefined) throw new RangeError(`store ${store} has no zone`);
    const sums = this.#sums[status];
    let piece = store === this.#store ? this.#piece : 0;
    while ((hours.toMicros[piece] ?? to) <= at) piece++;
    for (;;) {
      const end = Math.min(hours.toMicros[piece] ?? to, to);
      const hour = hours.hourOfWeek[piece] ?? 0;
      sums[hour] = (sums[hour] ?? 0) + end - at;
      if (end === to) break;
      at = end;
      piece++;
    }
    this.#store = store;
    this.#piece = piece;
  }

  toHeat(): WeekHeat {
    const { up, down, unknown } = this.#sums;
    return { upMicros: [...up], downMicros: [...down], unknownMicros: [...unknown] };
  }
}
