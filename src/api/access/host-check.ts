import type { RequestHandler } from 'express';
import { hostNameOf, LOOPBACK_NAMES } from '../../domain/text/host-name';
import { PROBES } from '../http/probes';
import { ApiProblem } from '../http/problem';
import type { AccessSettings } from './access-settings';

/**
 * Refuses a request to an unknown host name, so that a foreign site cannot point its name here and read the
 * answers. Exposed without a list of names, any name passes: a foreign page has no key, and the cookie stays
 * with its host.
 */
export function hostCheck({ isExposed, allowedHosts }: AccessSettings): RequestHandler {
  const names = [...LOOPBACK_NAMES, ...allowedHosts.map((name) => name.toLowerCase())];
  return (req, _res, next) => {
    const name = hostNameOf(req.headers.host);
    // Monitoring calls probes by IP address.
    if ((isExposed && allowedHosts.length === 0) || names.includes(name) || PROBES.includes(req.path))
      return next();
    throw new ApiProblem(
      'forbidden',
      `Loopwatch only answers to ${names.join(', ')}. Use one of these names, or add yours to LOOPWATCH_ALLOWED_HOSTS.`,
    );
  };
}
