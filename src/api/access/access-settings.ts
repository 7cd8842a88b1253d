/** Who can call the API, and how often. */
export interface AccessSettings {
  /** Whether other machines can reach the API. If so, a key is always needed. */
  readonly isExposed: boolean;
  /** Host names that requests may use, in addition to this machine's own. */
  readonly allowedHosts: readonly string[];
  /**
   * The proxies that Loopwatch trusts on the caller's address and on https, as in express's `trust proxy`.
   */
  readonly trustedProxies: readonly string[];
  /** For each key, or for each address without a key. */
  readonly requestsPerMinute: number;
  /** The requests among them that start or change something. */
  readonly triggersPerMinute: number;
  /** Wrong keys from one address. */
  readonly wrongKeysPerMinute: number;
  /** Running reports of one key. */
  readonly runningReports: number;
}

export const DEFAULT_ACCESS: AccessSettings = {
  isExposed: false,
  allowedHosts: [],
  trustedProxies: [],
  requestsPerMinute: 120_000,
  triggersPerMinute: 600,
  wrongKeysPerMinute: 20,
  runningReports: 20,
};
