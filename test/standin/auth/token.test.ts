import { createSign } from 'node:crypto';
import { createServiceAccount } from '../../../src/standin/auth/service-account';
import { authFor, refusalOf, SCOPES, type StandinUnderTest, withStandin } from '../google-clients';

const HOUR_MS = 3_600_000;

describe('the token endpoint', () => {
  it('accepts the assertion that the client library signs', () =>
    withStandin(async (standin) => {
      const auth = authFor(standin.serviceAccountKey, standin.rootUrl);
      const { access_token: token, expiry_date: expiry, token_type: type } = await auth.authorize();
      expect(token).toMatch(/^ya29\./);
      expect(type).toBe('Bearer');
      expect(expiry).toBeGreaterThan(Date.now());
      expect(standin.requests()).toMatchObject([{ method: 'POST', path: '/token', status: 200 }]);
    }));

  it('refuses a key that is not the account’s', () =>
    withStandin(async ({ serviceAccountKey, rootUrl }) => {
      const stranger = { ...serviceAccountKey, private_key: createServiceAccount('other').key.private_key };
      await expect(authFor(stranger, rootUrl).authorize()).rejects.toThrow(
        'invalid_grant: Invalid JWT Signature.',
      );
    }));

  it('refuses an unknown account', () =>
    withStandin(async ({ serviceAccountKey, rootUrl }) => {
      const unknown = { ...serviceAccountKey, client_email: 'nobody@example.org' };
      await expect(authFor(unknown, rootUrl).authorize()).rejects.toThrow(
        'invalid_grant: Invalid grant: account not found',
      );
    }));

  it.each([
    ['behind', -2 * HOUR_MS],
    ['ahead', 2 * HOUR_MS],
  ])('refuses a clock that is hours %s', (_, offset) =>
    withStandin(
      async ({ serviceAccountKey, rootUrl }) => {
        await expect(authFor(serviceAccountKey, rootUrl).authorize()).rejects.toThrow(
          /^invalid_grant: Invalid JWT: Token must be a short-lived token/,
        );
      },
      { clockMs: () => Date.now() + offset },
    ),
  );

  it('refuses a scope that allows more than reading', () =>
    withStandin(async ({ serviceAccountKey, rootUrl }) => {
      const auth = authFor(serviceAccountKey, rootUrl, ['https://www.googleapis.com/auth/drive']);
      await expect(auth.authorize()).rejects.toThrow(/^invalid_scope/);
    }));

  it.each([
    ['another audience', { aud: 'https://example.org/token' }, 'invalid_grant', /audience/],
    ['no scope', { scope: '' }, 'invalid_scope', /Empty or missing scope/],
    ['a life of more than an hour', { life: 3_601 }, 'invalid_grant', /short-lived/],
    ['a life that has ended', { startsIn: -3_600, life: 3_599 }, 'invalid_grant', /short-lived/],
    [
      'somebody else in whose name to act',
      { sub: 'owner@example.org' },
      'unauthorized_client',
      /unauthorized/,
    ],
  ])('refuses an assertion with %s', (_, changes, error, description) =>
    withStandin(async (standin) => {
      const answer = await postAssertion(standin, changes);
      expect([400, 401]).toContain(answer.status);
      await expect(answer.json()).resolves.toEqual({
        error,
        error_description: expect.stringMatching(description),
      });
    }),
  );

  it('refuses anything but an assertion, and other grant types', () =>
    withStandin(async ({ rootUrl }) => {
      const garbage = await postForm(rootUrl, { grant_type: JWT_BEARER, assertion: 'a.b.c' });
      await expect(garbage.json()).resolves.toMatchObject({ error: 'invalid_grant' });
      const other = await postForm(rootUrl, { grant_type: 'authorization_code', code: '1' });
      await expect(other.json()).resolves.toMatchObject({ error: 'unsupported_grant_type' });
    }));
});

describe('an access token', () => {
  it('is required by both APIs', () =>
    withStandin(async ({ clientsWith }) => {
      const { drive, sheets } = clientsWith(null);
      const missing = {
        status: 401,
        data: { error: { code: 401, status: 'UNAUTHENTICATED', errors: [{ reason: 'required' }] } },
      };
      await expect(refusalOf(drive.files.get({ fileId: 'a' }))).resolves.toMatchObject(missing);
      await expect(refusalOf(sheets.spreadsheets.get({ spreadsheetId: 'a' }))).resolves.toMatchObject(
        missing,
      );
    }));

  it('is refused once it has expired', () => {
    let nowMs = Date.now();
    return withStandin(
      async ({ drive, putFile }) => {
        const fileId = putFile({ name: 'a.csv', content: 'a' });
        await drive.files.get({ fileId });
        nowMs += HOUR_MS;
        await expect(refusalOf(drive.files.get({ fileId }))).resolves.toEqual({
          status: 401,
          data: {
            error: {
              code: 401,
              message: expect.stringContaining('invalid authentication credentials'),
              errors: [
                {
                  message: 'Invalid Credentials',
                  domain: 'global',
                  reason: 'authError',
                  location: 'Authorization',
                  locationType: 'header',
                },
              ],
              status: 'UNAUTHENTICATED',
            },
          },
        });
      },
      { clockMs: () => nowMs },
    );
  });

  it('for Sheets does not work for Drive; one for Drive works for Sheets', () =>
    withStandin(async ({ clientsWith, serviceAccountKey, rootUrl, putSheet }) => {
      const spreadsheetId = putSheet({ name: 'Polls', tabs: [] });
      const [driveScope = '', sheetsScope = ''] = SCOPES;
      const sheetsOnly = clientsWith(authFor(serviceAccountKey, rootUrl, [sheetsScope]));
      const driveOnly = clientsWith(authFor(serviceAccountKey, rootUrl, [driveScope]));
      await expect(refusalOf(sheetsOnly.drive.files.get({ fileId: 'a' }))).resolves.toMatchObject({
        status: 403,
        data: { error: { errors: [{ reason: 'insufficientPermissions' }] } },
      });
      await sheetsOnly.sheets.spreadsheets.get({ spreadsheetId });
      await driveOnly.sheets.spreadsheets.get({ spreadsheetId });
    }));
});

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

interface Changes {
  readonly aud?: string;
  readonly scope?: string;
  readonly sub?: string;
  readonly life?: number;
  readonly startsIn?: number;
}

function postAssertion(
  { serviceAccountKey, rootUrl }: StandinUnderTest,
  changes: Changes,
): Promise<Response> {
  const { life = 3_600, startsIn = 0, ...claims } = changes;
  const iat = Math.floor(Date.now() / 1_000) + startsIn;
  const times = { iat, exp: iat + life };
  const { client_email: iss, token_uri: aud, private_key: key } = serviceAccountKey;
  const parts = [{ alg: 'RS256' }, { iss, aud, scope: SCOPES.join(' '), ...times, ...claims }];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = createSign('RSA-SHA256').update(signed).sign(key, 'base64url');
  return postForm(rootUrl, { grant_type: JWT_BEARER, assertion: `${signed}.${signature}` });
}

function postForm(rootUrl: string, form: Record<string, string>): Promise<Response> {
  return fetch(new URL('token', rootUrl), { method: 'POST', body: new URLSearchParams(form) });
}
