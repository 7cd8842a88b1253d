import { z } from 'zod';
import { SCOPES, type Scope } from '../../../src/contract/access';
import { type ApiUnderTest, startApi } from '../api-under-test';
import { makeKey, unknownKey } from '../key-under-test';

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.partialRecord(
      z.enum(['get', 'post', 'delete']),
      z.object({ security: z.array(z.record(z.string(), z.array(z.string()))) }),
    ),
  ),
});

interface Attacked {
  readonly method: 'get' | 'post' | 'delete';
  readonly url: string;
  /** null: for everybody. */
  readonly scope: Scope | null;
}

const ID = '00000000-0000-4000-8000-000000000000';
const scopeSchema = z.enum(SCOPES).nullable();
let harness: ApiUnderTest;
let operations: readonly Attacked[];
const keys: Record<string, string> = {};

beforeAll(async () => {
  harness = await startApi();
  const { catalogue, clock } = harness.apiPorts;
  for (const scope of SCOPES) keys[scope] = (await makeKey(catalogue, scope)).text;
  const past = clock() - 1;
  keys.revoked = (await makeKey(catalogue, 'admin', { revokedMicros: past })).text;
  keys.expired = (await makeKey(catalogue, 'admin', { expiresMicros: past })).text;
  keys.unknown = unknownKey();
  keys.shortened = (keys.admin ?? '').slice(0, -1);
  keys.otherSecret = `${(keys.admin ?? '').slice(0, 14)}${(keys.read ?? '').slice(14)}`;
  const { body } = await harness.api.get('/openapi.json').expect(200);
  operations = Object.entries(documentSchema.parse(body).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: z.enum(['get', 'post', 'delete']).parse(method),
      url: path.replaceAll(/\{\w+\}/g, ID),
      scope: scopeSchema.parse(operation.security[0]?.bearer?.[0] ?? null),
    })),
  );
});
afterAll(() => harness.stop());

/** @returns `<method> <url>: <status>` of each operation that answers otherwise than wanted */
async function others(
  wanted: (status: number, operation: Attacked) => boolean,
  headersOf: (operation: Attacked) => Readonly<Record<string, string>>,
  which: (operation: Attacked) => boolean = () => true,
): Promise<string[]> {
  const found: string[] = [];
  for (const operation of operations.filter(which)) {
    const { method, url } = operation;
    const { status } = await harness.api[method](url).set(headersOf(operation));
    if (!wanted(status, operation)) found.push(`${method} ${url}: ${status}`);
  }
  return found;
}

const isClosed = ({ scope }: Attacked) => scope !== null;
const isChange = ({ method, scope }: Attacked) =>
  method !== 'get' || scope === 'trigger' || scope === 'admin';
const isProbe = ({ url }: Attacked) => url === '/livez' || url === '/readyz';
const bearer = (key: string | undefined) => ({ Authorization: `Bearer ${key}` });

it('the document names operations of every scope', () => {
  expect(operations.length).toBeGreaterThan(35);
  for (const scope of [null, ...SCOPES]) expect(operations.some((each) => each.scope === scope)).toBe(true);
});

it('no operation that needs a key answers without one', async () => {
  expect(
    await others(
      (status) => status === 401,
      () => ({}),
      isClosed,
    ),
  ).toEqual([]);
});

it.each(['revoked', 'expired', 'unknown', 'shortened', 'otherSecret'])(
  'no operation takes a key that is %s',
  async (kind) => {
    const limited = (status: number) => status === 401 || status === 429;
    expect(await others(limited, () => bearer(keys[kind]), isClosed)).toEqual([]);
    expect(await others(limited, () => ({ 'X-API-Key': keys[kind] ?? '' }), isClosed)).toEqual([]);
  },
);

it.each(SCOPES)('a key of the scope %s does what its scope includes, and nothing else', async (held) => {
  const includes = (scope: Scope | null) => scope === null || SCOPES.indexOf(scope) <= SCOPES.indexOf(held);
  const isRight = (status: number, { scope }: Attacked) =>
    includes(scope) ? status !== 401 && status !== 403 : status === 403;
  // What is allowed is only looked at, never done.
  const isHarmless = (operation: Attacked) => !includes(operation.scope) || !isChange(operation);
  expect(await others(isRight, () => bearer(keys[held]), isHarmless)).toEqual([]);
});

it('no operation answers to another host name, whatever the key', async () => {
  for (const Host of [
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:80',
    'evil.example:8080',
  ])
    expect(
      await others(
        (status) => status === 403,
        () => ({ ...bearer(keys.admin), Host }),
        (each) => !isProbe(each),
      ),
    ).toEqual([]);
});

it('no page of another site changes anything with the cookie of a person', async () => {
  const { headers } = await harness.api.post('/login').type('form').send({ key: keys.admin }).expect(303);
  const Cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  for (const foreign of [
    {},
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'http://127.0.0.1:1' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ])
    expect(
      await others(
        (status) => status === 403,
        () => ({ Cookie, ...foreign }),
        isChange,
      ),
    ).toEqual([]);
});
