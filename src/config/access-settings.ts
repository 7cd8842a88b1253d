import { isIP } from 'node:net';
import type { z } from 'zod';
import { listSetting, numberSetting, setting } from './setting';

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];
const perMinute = numberSetting(1, 1_000_000_000);

/** Access to the API: keys, hosts, rate limits. */
export const accessSettings = {
  LOOPWATCH_ALLOWED_HOSTS: setting(
    listSetting('must be host names without ports, separated by commas, as loopwatch.example.org', (entry) =>
      /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/i.test(entry),
    ),
    {
      meaning: "host names, separated by commas, that requests may use beside this machine's own",
    },
  ),
  LOOPWATCH_TRUSTED_PROXIES: setting(
    listSetting(
      `must be addresses or networks, separated by commas, as 10.0.0.7 or 10.0.0.0/8, or ${NAMED_NETWORKS.join(', ')}`,
      (entry) => NAMED_NETWORKS.includes(entry) || isNetwork(entry),
    ),
    {
      meaning:
        'addresses or networks of proxies, or `loopback`, whose `X-Forwarded-For` and `X-Forwarded-Proto` are trusted',
    },
  ),
  LOOPWATCH_RATE_LIMIT_PER_MINUTE: setting(perMinute.default(120_000), {
    meaning: 'requests per minute for each key, or for each address without a key',
  }),
  LOOPWATCH_TRIGGER_LIMIT_PER_MINUTE: setting(perMinute.default(600), {
    meaning: 'how many of those requests may start or change something',
  }),
  LOOPWATCH_WRONG_KEY_LIMIT_PER_MINUTE: setting(perMinute.default(20), {
    meaning: 'wrong keys per minute from one address',
  }),
  LOOPWATCH_RUNNING_REPORTS_PER_KEY: setting(numberSetting(1, 1_000_000).default(20), {
    meaning: 'how many reports of one key may run at the same time',
  }),
};

interface CallLimits {
  /** Host names that requests may use, beside this machine's own. */
  readonly allowedHosts: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly requestsPerMinute: number;
  readonly triggersPerMinute: number;
  readonly wrongKeysPerMinute: number;
  readonly runningReports: number;
}

export function readAccess(values: z.output<z.ZodObject<typeof accessSettings>>): CallLimits {
  return {
    allowedHosts: values.LOOPWATCH_ALLOWED_HOSTS,
    trustedProxies: values.LOOPWATCH_TRUSTED_PROXIES,
    requestsPerMinute: values.LOOPWATCH_RATE_LIMIT_PER_MINUTE,
    triggersPerMinute: values.LOOPWATCH_TRIGGER_LIMIT_PER_MINUTE,
    wrongKeysPerMinute: values.LOOPWATCH_WRONG_KEY_LIMIT_PER_MINUTE,
    runningReports: values.LOOPWATCH_RUNNING_REPORTS_PER_KEY,
  };
}

function isNetwork(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return (
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128))
  );
}
