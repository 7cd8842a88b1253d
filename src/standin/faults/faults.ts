import type { SeenRequest } from '../request';
import type { FaultRefusal } from './fault-refusals';

export type Fault =
  /** Answers with this error instead. */
  | { readonly kind: 'refuse'; readonly as: FaultRefusal; readonly retryAfterSeconds?: number }
  /** Ends the connection after so many bytes of the body; 0 ends it before the head. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The right length, with one byte changed. */
  | { readonly kind: 'corrupt' }
  /** Answers only when the promise is kept. */
  | { readonly kind: 'slow'; readonly until: Promise<unknown> }
  /** Every access token ends just before the request is looked at. */
  | { readonly kind: 'expireTokens' }
  /** The file asked for gets a new version just before it is sent: a writer is at work. */
  | { readonly kind: 'touch' };

export interface FaultOrder {
  match(request: SeenRequest): boolean;
  /** How many of the matching requests it befalls. */
  readonly times: number;
  readonly fault: Fault;
}

/** The faults to come: each request meets the first that matches, if any. */
export class Faults {
  #orders: { readonly order: FaultOrder; left: number }[] = [];

  add(order: FaultOrder): void {
    this.#orders.push({ order, left: order.times });
  }

  clear(): void {
    this.#orders = [];
  }

  take(request: SeenRequest): Fault | null {
    const met = this.#orders.find(({ order, left }) => left > 0 && order.match(request));
    if (!met) return null;
    met.left--;
    this.#orders = this.#orders.filter(({ left }) => left > 0);
    return met.order.fault;
  }
}
