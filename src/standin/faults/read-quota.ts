import type { Refusal } from '../refusal';
import { tooManyReads } from '../sheets/sheets-refusals';

export interface ReadQuota {
  readonly reads: number;
  readonly windowSeconds: number;
}

/** Limits the reads of Sheets in any time window. */
export class ReadLimiter {
  #readAtMs: number[] = [];
  #quota: ReadQuota | null;

  constructor(
    quota: ReadQuota | null,
    readonly projectNumber: string,
  ) {
    this.#quota = quota;
  }

  set(quota: ReadQuota | null): void {
    this.#quota = quota;
    this.#readAtMs = [];
  }

  /** @throws Refusal 429; a refused read does not count. */
  count(nowMs: number): void {
    if (this.#quota === null) return;
    const { reads, windowSeconds } = this.#quota;
    this.#readAtMs = this.#readAtMs.filter((ms) => ms > nowMs - windowSeconds * 1_000);
    if (this.#readAtMs.length >= reads) throw this.#exceeded(reads);
    this.#readAtMs.push(nowMs);
  }

  #exceeded(reads: number): Refusal {
    return tooManyReads(this.projectNumber, reads);
  }
}
