import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import type { SourceFile } from '../../../src/contract/inputs';
import { openGoogle, openGoogleSource } from '../../../src/sources/google/open-google-source';
import type { PollSource } from '../../../src/sources/source';
import { type GoogleUnderTest, isDownload, startGoogle } from './google-under-test';

describe('a refusal of Google', () => {
  let google: GoogleUnderTest;
  let source: PollSource;
  let file: SourceFile;
  let fileId: string;

  beforeEach(async () => {
    google = await startGoogle();
    const folderId = google.putFolder({ name: 'Exports' });
    fileId = google.putFile({ folderId, name: 'polls.csv', content: 'store_id,status,timestamp_utc\n' });
    source = google.source({ kind: 'drive-folder', folderId });
    const [listed] = await google.list(source);
    if (!listed) throw new Error('The file is not listed.');
    file = listed;
  });
  afterEach(() => google.close());

  it.each([
    ['429 rateLimitExceeded', 'SOURCE_BUSY'],
    ['403 rateLimitExceeded', 'SOURCE_BUSY'],
    ['403 userRateLimitExceeded', 'SOURCE_BUSY'],
    ['500 backendError', 'SOURCE_BUSY'],
    ['502 backendError', 'SOURCE_BUSY'],
    ['503 backendError', 'SOURCE_BUSY'],
    ['403 accessNotConfigured', 'SOURCE_UNREADABLE'],
    ['403 exportSizeLimitExceeded', 'SOURCE_UNREADABLE'],
    ['403 insufficientFilePermissions', 'SOURCE_UNREADABLE'],
  ] as const)('%s is %s, and the file is named', async (as, code) => {
    google.fail({ match: isDownload, times: 1, fault: { kind: 'refuse', as } });
    await expect(google.fetch(source, file)).rejects.toMatchObject({
      code,
      message: expect.stringContaining('"polls.csv"'),
    });
  });

  it('waits for the time that Google states', async () => {
    google.fail({
      match: isDownload,
      times: 1,
      fault: { kind: 'refuse', as: '429 rateLimitExceeded', retryAfterSeconds: 17 },
    });
    await expect(google.fetch(source, file)).rejects.toMatchObject({ retryAfterMillis: 17_000 });
  });

  it('names the account to share a file with', async () => {
    google.unshare(fileId);
    await expect(google.fetch(source, file)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: `The file "polls.csv" was not found, or is not shared with ${google.account}`,
      remedy: expect.stringContaining(google.account),
    });
  });

  it('reports an unshared folder instead of an empty list', async () => {
    const hidden = google.putFolder({ name: 'Hidden' });
    google.unshare(hidden);
    await expect(
      google.list(google.source({ kind: 'drive-folder', folderId: hidden })),
    ).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: `The folder ${hidden} was not found, or is not shared with ${google.account}`,
    });
  });

  it('names the API that is not enabled', async () => {
    const match = () => true;
    google.fail({ match, times: 1, fault: { kind: 'refuse', as: '403 accessNotConfigured' } });
    await expect(google.list(source)).rejects.toMatchObject({
      message: expect.stringContaining('Google Drive API has not been used'),
      remedy: expect.stringContaining('Enable'),
    });
  });

  it('requests a new token when Google refuses the old one', async () => {
    google.expireTokens();
    expect(await google.fetch(source, file)).toBe('store_id,status,timestamp_utc\n');
  });

  it('does not retry with an unknown key, and shows no secret', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const private_key = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const listening = await google.listen();
    const foreign = await openGoogle({
      keyFile: null,
      keyJson: JSON.stringify({ client_email: google.account, private_key }),
      rootUrl: listening.url,
      callsPerMinute: 100,
    });
    const denied = openGoogleSource(foreign, { kind: 'drive-file', fileId }, 'denied');
    const error = await denied.list(new AbortController().signal).catch((reason: unknown) => reason);
    await listening.close();
    expect(error).toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining(`does not accept the key of ${google.account}`),
    });
    expect(inspect(error, { depth: 9 })).not.toMatch(/PRIVATE|Bearer|assertion=/);
  });

  it.each([
    ['no JSON', 'x', /is not the JSON key/],
    ['another JSON', '{"type":"authorized_user"}', /is not the JSON key/],
  ])('says what is wrong with a key that is %s', async (_name, keyJson, words) => {
    const settings = { keyFile: null, keyJson, rootUrl: null, callsPerMinute: 60 };
    await expect(openGoogle(settings)).rejects.toMatchObject({
      code: 'SETUP',
      message: expect.stringMatching(words),
    });
  });

  it.each(['the key file of a setting', 'application-default credentials'])('accepts %s', async (from) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'loopwatch-key-'));
    const keyFile = path.join(folder, 'key.json');
    writeFileSync(keyFile, JSON.stringify(google.serviceAccountKey), { mode: 0o600 });
    const listening = await google.listen();
    const isSetting = from === 'the key file of a setting';
    const before = process.env.GOOGLE_APPLICATION_CREDENTIALS;
    if (!isSetting) process.env.GOOGLE_APPLICATION_CREDENTIALS = keyFile;
    try {
      const opened = await openGoogle({
        keyFile: isSetting ? keyFile : null,
        keyJson: null,
        rootUrl: listening.url,
        callsPerMinute: 100,
      });
      expect(opened.account).toBe(google.account);
      const one = openGoogleSource(opened, { kind: 'drive-file', fileId }, 'one');
      expect(await google.list(one)).toHaveLength(1);
    } finally {
      if (before === undefined) delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
      else process.env.GOOGLE_APPLICATION_CREDENTIALS = before;
      await listening.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('explains how to get credentials when there are none', async () => {
    const settings = { keyFile: '/nowhere/key.json', keyJson: null, rootUrl: null, callsPerMinute: 60 };
    await expect(openGoogle(settings)).rejects.toMatchObject({
      code: 'SETUP',
      message: 'The key file /nowhere/key.json cannot be read',
    });
  });

  it('stays within its own quota, and lets Temporal wait', async () => {
    const slow = await startGoogle(2);
    const fileOfSlow = slow.putFile({ name: 'polls.csv', content: 'x' });
    const one = slow.source({ kind: 'drive-file', fileId: fileOfSlow });
    await slow.list(one);
    await slow.list(one);
    slow.clearRequests();
    const error = await slow.list(one).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'SOURCE_BUSY', retryAfterMillis: expect.any(Number) });
    expect(slow.requests()).toEqual([]);
    await slow.close();
  });
});
