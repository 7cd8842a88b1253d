import type { Span } from '../../contract/report';
import type { PollColumns } from '../../domain/numbers/columns';

/** Polls as growing columns, in file order; `store` is a number of a `StoreIndex`. */
export class PollBuffer {
  count = 0;
  store = new Uint32Array(0);
  at = new Float64Array(0);
  /** 1 active, 0 inactive. */
  active = new Uint8Array(0);

  /** Makes room for `more` polls. */
  reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.store.length) return;
    const room = Math.max(needed, Math.ceil(1.5 * this.store.length));
    this.store = widened(new Uint32Array(room), this.store);
    this.at = widened(new Float64Array(room), this.at);
    this.active = widened(new Uint8Array(room), this.active);
  }

  /** @param numbers the number in this buffer of each of the columns' stores. */
  append(columns: PollColumns, numbers: readonly number[]): void {
    const more = columns.store.length;
    this.reserve(more);
    for (let row = 0; row < more; row++) this.store[this.count + row] = numbers[columns.store[row] ?? 0] ?? 0;
    this.at.set(columns.atMicros, this.count);
    this.active.set(columns.active, this.count);
    this.count += more;
  }

  /** The span of the polls together with `span`; null where there is neither. */
  spanWith(span: Span | null): Span | null {
    let [from, to] = span
      ? [span.fromMicros, span.toMicros]
      : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let row = 0; row < this.count; row++) {
      const at = this.at[row] ?? 0;
      if (at < from) from = at;
      if (at > to) to = at;
    }
    return from <= to ? { fromMicros: from, toMicros: to } : null;
  }
}

function widened<T extends Uint32Array | Float64Array | Uint8Array>(wide: T, old: T): T {
  wide.set(old);
  return wide;
}
