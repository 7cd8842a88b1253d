import type { Request, RequestHandler, Response } from 'express';
import { includesScope } from '../../contract/access';
import { callerOf, noteCaller } from '../http/caller';
import type { Guard, OperationScope } from '../http/operation';
import { ApiProblem } from '../http/problem';
import { wantsHtml } from '../http/wants-html';
import type { ApiPorts } from '../ports';
import { noKey, tooSmall, wrongKey } from './access-problems';
import type { AccessSettings } from './access-settings';
import { findKey, findSessionCaller, keyTextOf, toCaller } from './credentials';
import type { RateLimits } from './rate-limits';

type Ports = Pick<ApiPorts, 'catalogue' | 'clock'>;

/**
 * Whether callers need a key: always where other machines can reach Loopwatch, else once a key was created.
 */
export type KeysNeeded = () => Promise<boolean>;

export function keysNeeded(
  { catalogue }: Pick<Ports, 'catalogue'>,
  { isExposed }: AccessSettings,
): KeysNeeded {
  // Keys are revoked, never deleted, so a yes stays a yes.
  let isSure = isExposed;
  return async () => {
    isSure ||= await catalogue.keys.exist();
    return isSure;
  };
}

/** The checks before an operation: who calls, how often, from which page, and with which scope. */
export function createGuard(ports: Ports, limits: RateLimits, areNeeded: KeysNeeded): Guard {
  const closed = new WeakSet<Request>();
  const identify = identifier(ports, limits, async (req) => {
    if (await areNeeded()) closed.add(req);
    return closed.has(req);
  });
  return ({ method, scope, isUnlimited, startsReport }) => {
    const isChange = method !== 'get' || scope === 'trigger' || scope === 'admin';
    return [
      ...(scope === 'open' ? [] : [identify]),
      ...(isUnlimited ? [] : [limits.requests]),
      ...(isChange ? [ownPagesOnly] : []),
      ...(scope === 'open' ? [] : [requireScope(scope, (req) => closed.has(req))]),
      ...(scope === 'trigger' || scope === 'admin' ? [limits.triggers] : []),
      ...(startsReport ? [limits.running] : []),
    ];
  };
}

function identifier(
  ports: Ports,
  limits: RateLimits,
  isClosed: (req: Request) => Promise<boolean>,
): RequestHandler {
  return async (req, res, next) => {
    if (!(await isClosed(req))) return next();
    const text = keyTextOf(req);
    if (text === null) {
      const caller = await findSessionCaller(ports, req);
      if (caller) noteCaller(req, caller);
      return next();
    }
    const key = await findKey(ports, text);
    if (!key) {
      return limits.wrongKeys(req, res, (error) => next(error ?? wrongKey()));
    }
    noteCaller(req, toCaller(key, 'key'));
    next();
  };
}

/** A key is sent on purpose. A browser also sends a cookie with requests of another site's page. */
const ownPagesOnly: RequestHandler = (req, _res, next) => {
  const caller = callerOf(req);
  if (caller?.by !== 'key') requireSameOrigin(req);
  if (caller?.by === 'session') requireOwnWords(req);
  next();
};

function requireScope(
  scope: Exclude<OperationScope, 'open'>,
  isClosed: (req: Request) => boolean,
): RequestHandler {
  return (req, res, next) => {
    if (!isClosed(req)) return next();
    res.vary('Authorization, X-API-Key, Cookie').set('Cache-Control', 'private, no-cache');
    const caller = callerOf(req);
    if (!caller) return turnAway(req, res);
    if (!includesScope(caller.scope, scope)) throw tooSmall(caller.name, caller.scope, scope);
    next();
  };
}

/** Sends a person to the login page. @throws ApiProblem unauthorized for a program */
function turnAway(req: Request, res: Response): void {
  if (!wantsHtml(req) || req.path.startsWith('/api/')) throw noKey();
  const next = req.method === 'GET' ? req.originalUrl : '/';
  res.set('Cache-Control', 'no-store').redirect(303, `/login?next=${encodeURIComponent(next)}`);
}

function ownOrigin(req: Request): string {
  return `${req.protocol}://${req.get('Host')}`;
}

/**
 * A browser says where a request comes from. With a cookie and without that word it may come from any page.
 * @throws ApiProblem forbidden
 */
function requireOwnWords(req: Request): void {
  if (req.get('Sec-Fetch-Site') !== undefined || req.get('Origin') !== undefined) return;
  // Over plain http to another host name, browsers send only this with a GET.
  if (req.get('Referer')?.startsWith(`${ownOrigin(req)}/`)) return;
  throw new ApiProblem(
    'forbidden',
    'A request with a cookie must say where it comes from. Use a current browser, or an API key.',
  );
}

/**
 * Programs send neither header, so they pass.
 * @throws ApiProblem forbidden where a browser sends this for another site's page, or prefetches it.
 */
function requireSameOrigin(req: Request): void {
  const site = req.get('Sec-Fetch-Site');
  const origin = req.get('Origin');
  const isForeign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && origin !== ownOrigin(req));
  if (isForeign)
    throw new ApiProblem('forbidden', 'A page of another site must not do this. Open the page of Loopwatch.');
  if (req.get('Sec-Purpose')?.includes('prefetch'))
    throw new ApiProblem('forbidden', 'This must not be prefetched.');
}
