import type { RequestHandler } from 'express';
import { ApiProblem } from '../http/problem';
import type { AccessSettings } from './access-settings';

/** Probes hold no data, and monitoring calls them by IP address. */
const PROBES = ['/livez', '/readyz'];
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses a request to an unknown host name, so that a foreign site cannot point its name here and read the
 * answers. Exposed without a list of names, any name passes: a foreign page has no key, and the cookie stays
 * with its host.
 */
export function hostCheck({ isExposed, allowedHosts }: AccessSettings): RequestHandler {
  const names = [...LOOPBACK_NAMES, ...allowedHosts.map((name) => name.toLowerCase())];
  return (req, _res, next) => {
    const name = (req.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    if ((isExposed && allowedHosts.length === 0) || names.includes(name) || PROBES.includes(req.path))
      return next();
    throw new ApiProblem(
      'forbidden',
      `Loopwatch only answers to ${names.join(', ')}. Use one of these names, or add yours to LOOPWATCH_ALLOWED_HOSTS.`,
    );
  };
}
