import type { SeenRequest } from './request';

export interface LoggedRequest extends Pick<SeenRequest, 'api' | 'method' | 'path' | 'query' | 'byteRange'> {
  /** The answered status, even if the body was then cut. */
  readonly status: number;
}

const LONGEST_LOG = 10_000;

/** The latest requests, ordered by their answers. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  add({ api, method, path, query, byteRange }: SeenRequest, status: number): void {
    this.#entries.push({ api, method, path, query, byteRange, status });
    if (this.#entries.length > LONGEST_LOG) this.#entries.shift();
  }

  read(): readonly LoggedRequest[] {
    return [...this.#entries];
  }

  clear(): void {
    this.#entries = [];
  }
}
