import { randomBytes } from 'node:crypto';
import { jsonAnswer } from '../answer';
import { driveRefusal, errorInfo, Refusal, sheetsRefusal } from '../refusal';
import type { SeenRequest } from '../request';

export const DRIVE_SCOPE = 'https://www.googleapis.com/auth/drive.readonly';
export const SHEETS_SCOPE = 'https://www.googleapis.com/auth/spreadsheets.readonly';

/** As at Google: Drive's scope includes the spreadsheets, but not vice versa. */
const SCOPES_THAT_OPEN = { drive: [DRIVE_SCOPE], sheets: [DRIVE_SCOPE, SHEETS_SCOPE] } as const;

export const TOKEN_LIFETIME_SECONDS = 3_599;
const EXPECTED =
  'Expected OAuth 2 access token, login cookie or other valid authentication credential. ' +
  'See https://developers.google.com/identity/sign-in/web/devconsole-project.';

interface Grant {
  readonly scopes: readonly string[];
  readonly untilMs: number;
}

/** The issued access tokens and their scopes. */
export class AccessTokens {
  readonly #grants = new Map<string, Grant>();

  issue(scopes: readonly string[], nowMs: number): string {
    const token = `ya29.${randomBytes(48).toString('base64url')}`;
    this.#grants.set(token, { scopes, untilMs: nowMs + TOKEN_LIFETIME_SECONDS * 1_000 });
    return token;
  }

  expireAll(): void {
    this.#grants.clear();
  }

  /** @throws Refusal 401 without a valid token, 403 when its scopes do not include the API. */
  check(request: SeenRequest, nowMs: number): void {
    if (request.api === 'token') return;
    if (request.authorization === null) throw credentialsMissing();
    const grant = this.#grants.get(request.authorization.replace(/^Bearer /i, ''));
    if (!grant || grant.untilMs <= nowMs) throw credentialsInvalid();
    const opening: readonly string[] = SCOPES_THAT_OPEN[request.api];
    if (!grant.scopes.some((scope) => opening.includes(scope))) throw scopesInsufficient(request.api);
  }
}

function credentialsMissing(): Refusal {
  return unauthenticated(`Request is missing required authentication credential. ${EXPECTED}`, {
    message: 'Login Required.',
    reason: 'required',
  });
}

function credentialsInvalid(): Refusal {
  return unauthenticated(`Request had invalid authentication credentials. ${EXPECTED}`, {
    message: 'Invalid Credentials',
    reason: 'authError',
  });
}

function unauthenticated(message: string, about: { message: string; reason: string }): Refusal {
  const errors = [{ ...about, domain: 'global', location: 'Authorization', locationType: 'header' }];
  const error = { code: 401, message, errors, status: 'UNAUTHENTICATED' };
  return new Refusal(
    jsonAnswer(401, { error }, { 'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/"' }),
  );
}

function scopesInsufficient(api: 'drive' | 'sheets'): Refusal {
  const message = 'Request had insufficient authentication scopes.';
  return api === 'drive'
    ? driveRefusal(403, { reason: 'insufficientPermissions', message: `Insufficient Permission: ${message}` })
    : sheetsRefusal('PERMISSION_DENIED', message, [errorInfo('ACCESS_TOKEN_SCOPE_INSUFFICIENT')]);
}
