import type { Request } from 'express';
import { MICROS_PER_HOUR } from '../../domain/time/instants';
import type { ApiKey } from '../../storage/catalogue/access-catalogue';
import { isInUse } from '../../storage/catalogue/key-in-use';
import { isSameHash, readToken } from '../../storage/catalogue/tokens';
import type { Caller } from '../http/caller';
import type { ApiPorts } from '../ports';
import { sessionCookieOf } from './session-cookie';

type Ports = Pick<ApiPorts, 'catalogue' | 'clock'>;

const USE_NOTED_EVERY_MICROS = MICROS_PER_HOUR;
const BEARER = /^bearer +(\S+)$/i;

/** The key that a program sends: null without one, empty where the header holds something else. */
export function keyTextOf(req: Request): string | null {
  const authorization = req.get('Authorization');
  if (authorization !== undefined) return BEARER.exec(authorization.trim())?.[1] ?? '';
  return req.get('X-API-Key')?.trim() ?? null;
}

/** The key of this text, if it is valid. Looked up each time, so that a revocation takes effect at once. */
export async function findKey({ catalogue, clock }: Ports, text: string): Promise<ApiKey | null> {
  const token = readToken('lw', text);
  const key = token && (await catalogue.keys.get(token.id));
  const now = clock();
  if (!token || !key || !isSameHash(key.hash, token.hash) || !isInUse(key, now)) return null;
  if (now - (key.lastUsedMicros ?? 0) >= USE_NOTED_EVERY_MICROS) await catalogue.keys.use(key.id, now);
  return key;
}

/** The caller who signed in with this browser; null once the session has ended or its key was revoked. */
export async function findSessionCaller({ catalogue, clock }: Ports, req: Request): Promise<Caller | null> {
  const token = readToken('lws', sessionCookieOf(req) ?? '');
  const session = token && (await catalogue.sessions.get(token.id));
  if (!token || !session || !isSameHash(session.hash, token.hash)) return null;
  const key = await catalogue.keys.get(session.keyId);
  if (!key || !isInUse(key, clock()) || session.expiresMicros <= clock()) return null;
  return toCaller(key, 'session');
}

export function toCaller(key: ApiKey, by: Caller['by']): Caller {
  return { keyId: key.id, name: key.name, scope: key.scope, by };
}
