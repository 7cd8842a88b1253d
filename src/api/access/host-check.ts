import type { RequestHandler } from 'express';
import { ApiProblem } from '../http/problem';
import type { AccessSettings } from './access-settings';

/** They hold no data, and whoever runs them calls by address. */
const PROBES = ['/livez', '/readyz'];
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses a request to another host name: a foreign page that has its own name point here must not be answered. Where
 * others may call and no names are set, any will do: such a page has no key, and the cookie stays with its host.
 */
export function hostCheck({ isExposed, allowedHosts }: AccessSettings): RequestHandler {
  const names = [...LOOPBACK_NAMES, ...allowedHosts.map((name) => name.toLowerCase())];
  return (req, _res, next) => {
    const name = (req.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    if ((isExposed && allowedHosts.length === 0) || names.includes(name) || PROBES.includes(req.path))
      return next();
    throw new ApiProblem(
      'forbidden',
      `Loopwatch answers to ${names.join(', ')} only. Use one of these in the address, or add yours to LOOPWATCH_ALLOWED_HOSTS.`,
    );
  };
}
