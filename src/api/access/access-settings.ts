/** Who is let in, and how often. */
export interface AccessSettings {
  /** Whether others than this machine can reach it: then a key is always needed. */
  readonly isExposed: boolean;
  /** Names, beside this machine's own, that a request may call it by. */
  readonly allowedHosts: readonly string[];
  /** The proxies whose word on the caller's address and on https is taken; as express's `trust proxy`. */
  readonly trustedProxies: readonly string[];
  /** Of one key, or of one address where there is none. */
  readonly requestsPerMinute: number;
  /** Of these, those that start or change something. */
  readonly triggersPerMinute: number;
  /** Wrong keys of one address. */
  readonly wrongKeysPerMinute: number;
}

export const DEFAULT_ACCESS: AccessSettings = {
  isExposed: false,
  allowedHosts: [],
  trustedProxies: [],
  requestsPerMinute: 120_000,
  triggersPerMinute: 600,
  wrongKeysPerMinute: 20,
};
