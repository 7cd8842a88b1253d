import { isIP } from 'node:net';
import { z } from 'zod';

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

function perMinute(fallback: number) {
  const rule = 'must be a number from 1 to 1000000000';
  return z.coerce.number(rule).int(rule).min(1, rule).max(1_000_000_000, rule).default(fallback);
}

function list(rule: string, isEntry: (entry: string) => boolean) {
  return z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    )
    .refine((entries) => entries.every(isEntry), rule);
}

/** The variables that say who may call, and how often. */
export const accessVariables = {
  LOOPWATCH_ALLOWED_HOSTS: list(
    'must be host names without ports, separated by commas, as loopwatch.example.org',
    (entry) => /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/i.test(entry),
  ),
  LOOPWATCH_TRUSTED_PROXIES: list(
    `must be addresses or networks, separated by commas, as 10.0.0.7 or 10.0.0.0/8, or ${NAMED_NETWORKS.join(', ')}`,
    (entry) => NAMED_NETWORKS.includes(entry) || isNetwork(entry),
  ),
  LOOPWATCH_RATE_LIMIT_PER_MINUTE: perMinute(120_000),
  LOOPWATCH_TRIGGER_LIMIT_PER_MINUTE: perMinute(600),
  LOOPWATCH_WRONG_KEY_LIMIT_PER_MINUTE: perMinute(20),
};

function isNetwork(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return (
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128))
  );
}
