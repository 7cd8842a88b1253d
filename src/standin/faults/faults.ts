import type { SeenRequest } from '../request';
import type { FaultRefusal } from './fault-refusals';

export type Fault =
  /** Answers with this error instead. */
  | { readonly kind: 'refuse'; readonly as: FaultRefusal; readonly retryAfterSeconds?: number }
  /** Cuts the connection after this many bytes of the body; 0 cuts it before the head. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Sends the right length, with one byte changed. */
  | { readonly kind: 'corrupt' }
  /** Answers only once the promise resolves. */
  | { readonly kind: 'slow'; readonly until: Promise<unknown> }
  /** Expires every access token just before the request is checked. */
  | { readonly kind: 'expireTokens' }
  /** Gives the file a new version just before it is sent, as by a concurrent writer. */
  | { readonly kind: 'touch' };

export interface FaultOrder {
  match(request: SeenRequest): boolean;
  /** How many matching requests it affects. */
  readonly times: number;
  readonly fault: Fault;
}

/** The pending faults: each request gets the first one that matches. */
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
