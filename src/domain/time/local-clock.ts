import { IANAZone } from 'luxon';

const DAY_MILLIS = 86_400_000;
const MINUTE_MILLIS = 60_000;

/** Which instant of a local time that occurs twice: the first for an opening, the second for a closing. */
export type Edge = 'opening' | 'closing';

/**
 * The wall clock of one zone. Local times are milliseconds that the wall shows since 1970-01-01 00:00 on the wall.
 * Clock changes follow docs/semantics.md: a skipped time moves forward by the gap.
 */
export class LocalClock {
  readonly #zone: IANAZone;
  /** Local day number → its offset in ms; null where the clock changes near that day. */
  readonly #steadyOffsets = new Map<number, number | null>();
  /** UTC instant → its local day; the stores of a zone need the same few days. */
  readonly #localDays = new Map<number, number>();

  constructor(zoneName: string) {
    this.#zone = IANAZone.create(zoneName);
  }

  /** Days from 1970-01-01 to the local date of a UTC instant. */
  localDayAt(utcMillis: number): number {
    const known = this.#localDays.get(utcMillis);
    if (known !== undefined) return known;
    const localDay = Math.floor((utcMillis + this.#offsetAt(utcMillis)) / DAY_MILLIS);
    this.#localDays.set(utcMillis, localDay);
    return localDay;
  }

  toUtcMillis(localMillis: number, edge: Edge): number {
    const steady = this.#steadyOffset(Math.floor(localMillis / DAY_MILLIS));
    return steady === null ? this.#resolve(localMillis, edge) : localMillis - steady;
  }

  #offsetAt(utcMillis: number): number {
    return this.#zone.offset(utcMillis) * MINUTE_MILLIS;
  }

  #steadyOffset(localDay: number): number | null {
    const known = this.#steadyOffsets.get(localDay);
    if (known !== undefined) return known;
    const before = this.#offsetAt((localDay - 1) * DAY_MILLIS);
    const after = this.#offsetAt((localDay + 2) * DAY_MILLIS);
    const offset = before === after ? before : null;
    this.#steadyOffsets.set(localDay, offset);
    return offset;
  }

  #resolve(localMillis: number, edge: Edge): number {
    const earlier = localMillis - this.#offsetAt(localMillis - DAY_MILLIS);
    const later = localMillis - this.#offsetAt(localMillis + DAY_MILLIS);
    const earlierHolds = this.#offsetAt(earlier) === localMillis - earlier;
    const laterHolds = this.#offsetAt(later) === localMillis - later;
    if (earlierHolds && laterHolds) {
      return edge === 'opening' ? Math.min(earlier, later) : Math.max(earlier, later);
    }
    // Neither holds in a gap: read with the offset before it, the time has moved forward by the gap.
    return laterHolds ? later : earlier;
  }
}
