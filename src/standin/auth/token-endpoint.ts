import { verify } from 'node:crypto';
import { z } from 'zod';
import { type Answer, jsonAnswer } from '../answer';
import { Refusal } from '../refusal';
import type { SeenRequest } from '../request';
import { type AccessTokens, DRIVE_SCOPE, SHEETS_SCOPE, TOKEN_LIFETIME_SECONDS } from './access-tokens';
import { type ServiceAccount, TOKEN_AUDIENCE } from './service-account';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const LONGEST_LIFE_SECONDS = 3_600;
/** How far the caller's clock may be ahead of Google's. */
const CLOCK_SKEW_SECONDS = 300;
const ALLOWED_SCOPES: readonly string[] = [DRIVE_SCOPE, SHEETS_SCOPE];

const headerSchema = z.object({ alg: z.literal('RS256') });
const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  scope: z.string().default(''),
  iat: z.number(),
  exp: z.number(),
  sub: z.string().optional(),
});
type Claims = z.output<typeof claimsSchema>;

interface TokenPorts {
  readonly account: ServiceAccount;
  readonly tokens: AccessTokens;
}

/** RFC 7523: exchanges a signed assertion for an access token. */
export function grantToken({ account, tokens }: TokenPorts, request: SeenRequest, nowMs: number): Answer {
  const { grant_type: grantType = '', assertion = '' } = request.form;
  if (grantType !== JWT_BEARER)
    throw oauthRefusal('unsupported_grant_type', `Invalid grant_type: ${grantType}`);
  const scopes = checkClaims(readAssertion(assertion, account), account, nowMs / 1_000);
  return jsonAnswer(200, {
    access_token: tokens.issue(scopes, nowMs),
    expires_in: TOKEN_LIFETIME_SECONDS,
    token_type: 'Bearer',
  });
}

function readAssertion(assertion: string, account: ServiceAccount): Claims {
  const [header = '', payload = '', signature = '', ...rest] = assertion.split('.');
  const claims = claimsSchema.safeParse(decode(payload));
  if (rest.length > 0 || !headerSchema.safeParse(decode(header)).success || !claims.success)
    throw oauthRefusal('invalid_grant', 'Invalid JWT: Failed to parse the assertion.');
  if (claims.data.iss !== account.key.client_email)
    throw oauthRefusal('invalid_grant', 'Invalid grant: account not found');
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('RSA-SHA256', signed, account.publicKey, Buffer.from(signature, 'base64url')))
    throw oauthRefusal('invalid_grant', 'Invalid JWT Signature.');
  return claims.data;
}

function checkClaims(claims: Claims, account: ServiceAccount, nowSeconds: number): readonly string[] {
  const { aud, iat, exp, scope, sub } = claims;
  if (aud !== TOKEN_AUDIENCE) {
    throw oauthRefusal(
      'invalid_grant',
      `Invalid JWT: Failed audience check. The right audience is ${TOKEN_AUDIENCE}`,
    );
  }
  const inTime = exp > nowSeconds && exp - iat <= LONGEST_LIFE_SECONDS && exp > iat;
  if (!inTime || iat > nowSeconds + CLOCK_SKEW_SECONDS) {
    throw oauthRefusal(
      'invalid_grant',
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. ' +
        'Check your iat and exp values in the JWT claim.',
    );
  }
  if (sub !== undefined && sub !== account.key.client_email) {
    throw oauthRefusal(
      'unauthorized_client',
      'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
    );
  }
  const scopes = scope.split(' ').filter((one) => one !== '');
  if (scopes.length === 0) throw oauthRefusal('invalid_scope', 'Empty or missing scope not allowed.');
  if (!scopes.every((one) => ALLOWED_SCOPES.includes(one)))
    throw oauthRefusal('invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
  return scopes;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return null;
  }
}

function oauthRefusal(error: string, description: string): Refusal {
  const status = error === 'unauthorized_client' ? 401 : 400;
  return new Refusal(jsonAnswer(status, { error, error_description: description }));
}
