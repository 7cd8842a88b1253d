import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { Scope } from '../../contract/access';

/** Who sends a request, as their key says. */
export interface Caller {
  readonly keyId: string;
  readonly name: string;
  readonly scope: Scope;
  /** A cookie is sent by the browser on its own, a key by who means it. */
  readonly by: 'key' | 'session';
}

const callers = new WeakMap<IncomingMessage, Caller>();

export function noteCaller(req: Request, caller: Caller): void {
  callers.set(req, caller);
}

/** null: nobody was asked for a key, or none was given. */
export function callerOf(req: Request): Caller | null {
  return callers.get(req) ?? null;
}

/** What is noted of who asked: the key's name, else `page` for Loopwatch's own page and `api` for a program. */
export function requestedByOf(req: Request): string {
  const caller = callerOf(req);
  if (caller) return caller.name;
  return req.get('Sec-Fetch-Site') === 'same-origin' ? 'page' : 'api';
}
