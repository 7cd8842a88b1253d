import type { Span } from '../../contract/report';
import type { IntervalColumns } from '../numbers/columns';

const FIRST_CAPACITY = 16;

/** Collects intervals store by store, unites those that overlap or touch, and keeps those that touch the span. */
export class IntervalList {
  #count = 0;
  #store = new Uint32Array(FIRST_CAPACITY);
  #open = new Float64Array(FIRST_CAPACITY);
  #close = new Float64Array(FIRST_CAPACITY);

  constructor(private readonly span: Span) {}

  /** Add stores in ascending order. Their openings are nearly ascending: where clocks change, one can come late. */
  add(store: number, openMicros: number, closeMicros: number): void {
    const last = this.#count - 1;
    const lastOpen = this.#open[last] ?? 0;
    const lastClose = this.#close[last] ?? 0;
    if (last < 0 || this.#store[last] !== store || openMicros > lastClose) {
      this.#push(store, openMicros, closeMicros);
    } else if (openMicros < lastOpen) {
      this.#count--;
      this.add(store, openMicros, closeMicros);
      this.add(store, lastOpen, lastClose);
    } else if (closeMicros > lastClose) {
      this.#close[last] = closeMicros;
    }
  }

  /** Call it once: the list gives its columns away. */
  toColumns(): IntervalColumns {
    const count = this.#count;
    this.#count = 0;
    for (let row = 0; row < count; row++) {
      const open = this.#open[row] ?? 0;
      const close = this.#close[row] ?? 0;
      const touches = close > this.span.fromMicros && open <= this.span.toMicros;
      if (touches) this.#push(this.#store[row] ?? 0, open, close);
    }
    return {
      store: this.#store.slice(0, this.#count),
      openMicros: this.#open.slice(0, this.#count),
      closeMicros: this.#close.slice(0, this.#count),
    };
  }

  #push(store: number, openMicros: number, closeMicros: number): void {
    if (this.#count === this.#store.length) this.#grow();
    this.#store[this.#count] = store;
    this.#open[this.#count] = openMicros;
    this.#close[this.#count] = closeMicros;
    this.#count++;
  }

  #grow(): void {
    const [store, open, close] = [this.#store, this.#open, this.#close];
    this.#store = new Uint32Array(store.length * 2);
    this.#open = new Float64Array(store.length * 2);
    this.#close = new Float64Array(store.length * 2);
    this.#store.set(store);
    this.#open.set(open);
    this.#close.set(close);
  }
}
