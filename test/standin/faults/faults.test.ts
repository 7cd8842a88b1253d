import { FAULT_REFUSALS } from '../../../src/standin/faults/fault-refusals';
import type { Fault } from '../../../src/standin/faults/faults';
import { deferred } from '../../support/deferred';
import { refusalOf, type StandinUnderTest, withStandin } from '../google-clients';

const CONTENT = 'store_id,status\n1,active\n';

describe('a refusal', () => {
  const limit = { domain: 'usageLimits' };
  it.each([
    [
      '429 rateLimitExceeded',
      { code: 429, message: 'Rate Limit Exceeded', errors: [{ ...limit, reason: 'rateLimitExceeded' }] },
    ],
    ['403 rateLimitExceeded', { code: 403, errors: [{ ...limit, reason: 'rateLimitExceeded' }] }],
    ['403 userRateLimitExceeded', { code: 403, errors: [{ ...limit, reason: 'userRateLimitExceeded' }] }],
    [
      '403 accessNotConfigured',
      {
        code: 403,
        message: expect.stringMatching(
          /^Google Drive API has not been used in project \d+ before or it is disabled\. Enable it by visiting https:/,
        ),
        errors: [{ ...limit, reason: 'accessNotConfigured', extendedHelp: expect.stringMatching(/^https:/) }],
      },
    ],
    ['403 exportSizeLimitExceeded', { code: 403, errors: [{ reason: 'exportSizeLimitExceeded' }] }],
    ['403 insufficientFilePermissions', { code: 403, errors: [{ reason: 'insufficientFilePermissions' }] }],
    ['500 backendError', { code: 500, message: 'Backend Error', errors: [{ reason: 'backendError' }] }],
    ['503 backendError', { code: 503, errors: [{ reason: 'backendError' }] }],
  ] as const)('of Drive: %s', (as, error) =>
    withStandin(async (standin) => {
      const fileId = standin.putFile({ name: 'a.csv', content: CONTENT });
      standin.fail({ match: ({ api }) => api === 'drive', times: 1, fault: { kind: 'refuse', as } });
      const { status, data } = await refusalOf(standin.drive.files.get({ fileId }));
      expect(status).toBe(error.code);
      expect(data).toMatchObject({ error });
      await standin.drive.files.get({ fileId });
    }),
  );

  it.each([
    ['429 rateLimitExceeded', 429, { status: 'RESOURCE_EXHAUSTED' }],
    [
      '403 accessNotConfigured',
      403,
      { status: 'PERMISSION_DENIED', details: [{ reason: 'SERVICE_DISABLED' }] },
    ],
    ['403 insufficientFilePermissions', 403, { status: 'PERMISSION_DENIED' }],
    ['500 backendError', 500, { status: 'INTERNAL' }],
    ['503 backendError', 503, { status: 'UNAVAILABLE' }],
  ] as const)('of Sheets: %s', (as, code, error) =>
    withStandin(async ({ sheets, fail }) => {
      fail({ match: ({ api }) => api === 'sheets', times: 1, fault: { kind: 'refuse', as } });
      const { status, data } = await refusalOf(sheets.spreadsheets.get({ spreadsheetId: 'a' }));
      expect(status).toBe(code);
      expect(data).toMatchObject({ error });
    }),
  );

  it('of the front end is a page', () =>
    withStandin(async ({ drive, fail }) => {
      fail({
        match: ({ api }) => api === 'drive',
        times: 1,
        fault: { kind: 'refuse', as: '502 backendError' },
      });
      const { status, data } = await refusalOf(drive.files.get({ fileId: 'a' }));
      expect(status).toBe(502);
      expect(data).toMatch(/^<!DOCTYPE html>/);
    }));

  it.each(FAULT_REFUSALS)('%s has its own status, from every API', (as) =>
    withStandin(async ({ rootUrl, fail }) => {
      for (const [path, method] of [
        ['token', 'POST'],
        ['drive/v3/files', 'GET'],
        ['v4/spreadsheets/a', 'GET'],
      ] as const) {
        fail({ match: () => true, times: 1, fault: { kind: 'refuse', as } });
        const { status } = await fetch(new URL(path, rootUrl), { method });
        // Sheets has no 403 for too many reads.
        const expected = path.startsWith('v4') && /ateLimit/.test(as) ? 429 : Number(as.slice(0, 3));
        expect(status).toBe(expected);
      }
    }),
  );

  it('states when to retry', () =>
    withStandin(async ({ rootUrl, fail }) => {
      const fault: Fault = { kind: 'refuse', as: '429 rateLimitExceeded', retryAfterSeconds: 7 };
      fail({ match: () => true, times: 1, fault });
      const { headers } = await fetch(new URL('drive/v3/files', rootUrl));
      expect(headers.get('retry-after')).toBe('7');
    }));
});

describe('fail', () => {
  it('affects the given number of matching requests, in order', () =>
    withStandin(async (standin) => {
      const fileId = standin.putFile({ name: 'a.csv', content: CONTENT });
      const match = ({ params }: { params: Readonly<Record<string, string>> }) => params.fileId === fileId;
      standin.fail({ match, times: 2, fault: { kind: 'refuse', as: '429 rateLimitExceeded' } });
      standin.fail({ match, times: 1, fault: { kind: 'refuse', as: '503 backendError' } });
      const other = standin.putFile({ name: 'b.csv', content: CONTENT });
      await standin.drive.files.get({ fileId: other });
      standin.clearRequests();
      for (let n = 0; n < 3; n++) await refusalOf(standin.drive.files.get({ fileId }));
      await standin.drive.files.get({ fileId });
      expect(standin.requests().map(({ status }) => status)).toEqual([429, 429, 503, 200]);
    }));

  it('is removed by heal', () =>
    withStandin(async (standin) => {
      const fileId = standin.putFile({ name: 'a.csv', content: CONTENT });
      standin.fail({ match: () => true, times: 9, fault: { kind: 'refuse', as: '503 backendError' } });
      standin.heal();
      await standin.drive.files.get({ fileId });
    }));
});

describe('a cut', () => {
  it.each([[0], [1], [CONTENT.length - 1], [70_000]])('ends the connection after %i bytes', (afterBytes) =>
    withStandin(async (standin) => {
      const content = CONTENT.repeat(afterBytes > CONTENT.length ? 10_000 : 1);
      const fileId = standin.putFile({ name: 'a.csv', content });
      standin.fail({ match: isDownload, times: 1, fault: { kind: 'cut', afterBytes } });
      const { text, whole } = await downloadUntilCut(standin, fileId);
      expect(whole).toBe(false);
      expect(text).toBe(content.slice(0, afterBytes));
      const rest = await downloadUntilCut(standin, fileId, `bytes=${afterBytes}-`);
      expect(rest).toEqual({ text: content.slice(afterBytes), whole: true });
    }),
  );

  it('of a JSON answer leaves the client without an answer', () =>
    withStandin(async ({ drive, fail }) => {
      fail({ match: ({ api }) => api === 'drive', times: 1, fault: { kind: 'cut', afterBytes: 10 } });
      await expect(refusalOf(drive.files.get({ fileId: 'a' }))).resolves.toMatchObject({ status: undefined });
    }));
});

describe('the other faults', () => {
  it('corrupt: the right length, one byte changed', () =>
    withStandin(async (standin) => {
      const fileId = standin.putFile({ name: 'a.csv', content: CONTENT });
      standin.fail({ match: isDownload, times: 1, fault: { kind: 'corrupt' } });
      const { text, whole } = await downloadUntilCut(standin, fileId);
      expect(whole).toBe(true);
      expect(text).toHaveLength(CONTENT.length);
      expect([...text].filter((letter, index) => letter !== CONTENT[index])).toHaveLength(1);
    }));

  it('slow: answers when the promise resolves, with the content at that time', () =>
    withStandin(async ({ drive, putFile, fail }) => {
      const [arrived, gate] = [deferred(), deferred()];
      const fileId = putFile({ name: 'a.csv', content: CONTENT });
      const match = ({ api }: { api: string }) => {
        if (api === 'drive') arrived.resolve();
        return api === 'drive';
      };
      fail({ match, times: 1, fault: { kind: 'slow', until: gate.promise } });
      const answer = drive.files.get({ fileId, fields: 'name' });
      await arrived.promise;
      putFile({ id: fileId, name: 'b.csv', content: CONTENT });
      gate.resolve();
      await expect(answer).resolves.toMatchObject({ data: { name: 'b.csv' } });
    }));

  it.each([['before the answer'], ['during the download']])('a client that leaves %s does no harm', (when) =>
    withStandin(async (standin) => {
      const fileId = standin.putFile({ name: 'a.csv', content: Buffer.alloc(20_000_000) });
      const [arrived, gate, abort] = [deferred(), deferred(), new AbortController()];
      if (when !== 'before the answer') gate.resolve();
      const match = (request: Parameters<typeof isDownload>[0]) => {
        if (isDownload(request)) arrived.resolve();
        return isDownload(request);
      };
      standin.fail({ match, times: 1, fault: { kind: 'slow', until: gate.promise } });
      const options = { responseType: 'stream', signal: abort.signal } as const;
      const leaving = standin.drive.files.get({ fileId, alt: 'media' }, options);
      await (when === 'before the answer' ? arrived.promise : leaving);
      abort.abort();
      if (when === 'before the answer') await expect(leaving).rejects.toThrow();
      gate.resolve();
      await standin.drive.files.get({ fileId });
    }),
  );

  it('expireTokens: every token expires, and a new one works', () =>
    withStandin(async (standin) => {
      const fileId = standin.putFile({ name: 'a.csv', content: CONTENT });
      await standin.drive.files.get({ fileId });
      standin.fail({ match: ({ api }) => api === 'drive', times: 1, fault: { kind: 'expireTokens' } });
      await expect(refusalOf(standin.drive.files.get({ fileId }))).resolves.toMatchObject({ status: 401 });
      standin.auth.setCredentials({ refresh_token: 'jwt-placeholder', expiry_date: 1 });
      await standin.drive.files.get({ fileId });
      standin.expireTokens();
      await expect(refusalOf(standin.drive.files.get({ fileId }))).resolves.toMatchObject({ status: 401 });
    }));

  it('touchDuringDownload: the version differs before and after', () =>
    withStandin(async (standin) => {
      const fileId = standin.putFile({ name: 'a.csv', content: CONTENT });
      const version = async () => (await standin.drive.files.get({ fileId, fields: 'version' })).data.version;
      standin.touchDuringDownload(fileId);
      await expect(version()).resolves.toBe('1');
      await expect(downloadUntilCut(standin, fileId)).resolves.toEqual({ text: CONTENT, whole: true });
      await expect(version()).resolves.toBe('2');
      await downloadUntilCut(standin, fileId);
      await expect(version()).resolves.toBe('2');
    }));
});

function isDownload({ query }: { readonly query: Readonly<Record<string, string>> }): boolean {
  return query.alt === 'media';
}

/** The received bytes, and whether they are complete. */
async function downloadUntilCut({ drive }: StandinUnderTest, fileId: string, range?: string) {
  const received: Buffer[] = [];
  try {
    const headers = range === undefined ? {} : { Range: range };
    const { data } = await drive.files.get({ fileId, alt: 'media' }, { responseType: 'stream', headers });
    for await (const chunk of data) received.push(Buffer.from(chunk));
  } catch {
    return { text: Buffer.concat(received).toString(), whole: false };
  }
  return { text: Buffer.concat(received).toString(), whole: true };
}
