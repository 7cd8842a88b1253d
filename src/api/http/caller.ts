import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { Scope } from '../../contract/access';

/** Who sends a request, according to their key. */
export interface Caller {
  readonly keyId: string;
  readonly name: string;
  readonly scope: Scope;
  /** A browser sends the cookie of a session on its own; a key is sent on purpose. */
  readonly by: 'key' | 'session';
}

const callers = new WeakMap<IncomingMessage, Caller>();

export function noteCaller(req: Request, caller: Caller): void {
  callers.set(req, caller);
}

/** null: no key was needed or none was given. */
export function callerOf(req: Request): Caller | null {
  return callers.get(req) ?? null;
}

/** The recorded requester: the key's name, else `page` for Loopwatch's own page and `api` for a program. */
export function requestedByOf(req: Request): string {
  const caller = callerOf(req);
  if (caller) return caller.name;
  return req.get('Sec-Fetch-Site') === 'same-origin' ? 'page' : 'api';
}
