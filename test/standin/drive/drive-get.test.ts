import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { tempFolder } from '../../support/temp-folder';
import { refusalOf, type StandinUnderTest, withStandin } from '../google-clients';

const folder = tempFolder();

describe('files.get', () => {
  it('gives each put a new version, time and checksum, and keeps the folder', () =>
    withStandin(async ({ drive, putFile }) => {
      const fields = 'name,version,modifiedTime,md5Checksum,size,parents';
      const fileId = putFile({ folderId: 'polls', name: 'a.csv', content: 'one' });
      const { data: before } = await drive.files.get({ fileId, fields });
      expect(putFile({ id: fileId, name: 'a.csv', content: Buffer.from('three') })).toBe(fileId);
      const { data: after } = await drive.files.get({ fileId, fields });
      expect(before).toMatchObject({ version: '1', size: '3', md5Checksum: md5('one'), parents: ['polls'] });
      expect(after).toMatchObject({ version: '2', size: '5', md5Checksum: md5('three'), parents: ['polls'] });
      expect(Date.parse(after.modifiedTime ?? '')).toBeGreaterThan(Date.parse(before.modifiedTime ?? ''));
    }));

  it('finds a file of a shared drive only with supportsAllDrives', () =>
    withStandin(async ({ drive, putFile }) => {
      const fileId = putFile({ driveId: 'drive-1', name: 'a.csv', content: 'x' });
      await expect(refusalOf(drive.files.get({ fileId }))).resolves.toMatchObject(notFound(fileId));
      const { data } = await drive.files.get({ fileId, supportsAllDrives: true, fields: 'driveId' });
      expect(data).toEqual({ driveId: 'drive-1' });
    }));

  it('finds a trashed file, but no unknown, removed or unshared file', () =>
    withStandin(async ({ drive, putFile, unshare, share, trash, remove }) => {
      await expect(refusalOf(drive.files.get({ fileId: 'a' }))).resolves.toMatchObject(notFound('a'));
      putFile({ id: 'a', folderId: 'polls', name: 'a.csv', content: 'x' });
      unshare('polls');
      await expect(refusalOf(drive.files.get({ fileId: 'a' }))).resolves.toMatchObject(notFound('a'));
      share('polls');
      trash('a');
      await expect(drive.files.get({ fileId: 'a', fields: '*' })).resolves.toMatchObject({
        data: { trashed: true },
      });
      remove('a');
      await expect(refusalOf(drive.files.get({ fileId: 'a' }))).resolves.toMatchObject(notFound('a'));
    }));
});

describe('a download', () => {
  const large = Buffer.alloc(200_000, 'store_id,status\n');

  it.each([
    ['text', 'store_id\n1\n', 'store_id\n1\n'],
    ['many chunks', large, large.toString()],
    ['nothing', '', ''],
  ])('brings the bytes: %s', (_, content, text) =>
    withStandin(async (standin) => {
      const fileId = standin.putFile({ name: 'a.csv', content });
      const { status, bytes } = await download(standin, fileId);
      expect(status).toBe(200);
      expect(bytes.equals(Buffer.from(text))).toBe(true);
    }),
  );

  it('returns a file from disk, whole or from a byte on', () =>
    withStandin(async (standin) => {
      const file = path.join(folder, 'large.csv');
      writeFileSync(file, large);
      const content = { path: file, md5: md5(large), size: large.length };
      const fileId = standin.putFile({ name: 'large.csv', content });
      const whole = await download(standin, fileId);
      expect(whole.bytes.equals(large)).toBe(true);
      const rest = await download(standin, fileId, 'bytes=150000-');
      expect(rest.bytes.equals(large.subarray(150_000))).toBe(true);
    }));

  it('resumes from a byte, and states which', () =>
    withStandin(async (standin) => {
      const fileId = standin.putFile({ name: 'a.csv', content: '0123456789' });
      const { status, contentRange, bytes } = await download(standin, fileId, 'bytes=4-');
      expect({ status, contentRange }).toEqual({ status: 206, contentRange: 'bytes 4-9/10' });
      expect(bytes.toString()).toBe('456789');
      expect(standin.requests().at(-1)).toMatchObject({ byteRange: 'bytes=4-', status: 206 });
    }));

  it('cannot begin after the end', () =>
    withStandin(async (standin) => {
      const fileId = standin.putFile({ name: 'a.csv', content: '0123' });
      await expect(refusalOf(download(standin, fileId, 'bytes=4-'))).resolves.toMatchObject({
        status: 416,
        data: { error: { errors: [{ reason: 'requestedRangeNotSatisfiable' }] } },
      });
    }));

  it('needs a file with binary content', () =>
    withStandin(async (standin) => {
      const fileId = standin.putSheet({ name: 'Polls', tabs: [] });
      await expect(refusalOf(download(standin, fileId))).resolves.toMatchObject({
        status: 403,
        data: { error: { errors: [{ reason: 'fileNotDownloadable', location: 'alt' }] } },
      });
    }));
});

describe('files.export', () => {
  it('returns the first tab as CSV, as displayed', () =>
    withStandin(async ({ drive, putSheet }) => {
      const rows = [
        ['store_id', 'note'],
        [8.41954e18, 'a "b", c'],
      ];
      const fileId = putSheet({ name: 'Polls', tabs: [{ title: 'Polls', rows }] });
      const { data } = await drive.files.export({ fileId, mimeType: 'text/csv' });
      expect(data).toBe('store_id,note\r\n8.41954E+18,"a ""b"", c"');
    }));

  it('refuses more than 10 MB, other kinds of files and other formats', () =>
    withStandin(async ({ drive, putSheet, putFile }) => {
      const rows = { count: 1_000_000, row: () => ['8419537941919820732', 'active', '2023-01-24 09:06:42'] };
      const fileId = putSheet({ name: 'Polls', tabs: [{ title: 'Polls', rows }] });
      const csv = putFile({ name: 'a.csv', content: 'x' });
      const reasonOf = async (id: string, mimeType: string) =>
        refusalOf(drive.files.export({ fileId: id, mimeType }));
      await expect(reasonOf(fileId, 'text/csv')).resolves.toMatchObject(
        reason(403, 'exportSizeLimitExceeded'),
      );
      await expect(reasonOf(csv, 'text/csv')).resolves.toMatchObject(reason(403, 'fileNotExportable'));
      await expect(reasonOf(fileId, 'text/html')).resolves.toMatchObject(reason(400, 'badRequest'));
    }));
});

interface Download {
  readonly status: number;
  readonly contentRange: unknown;
  readonly bytes: Buffer;
}

async function download({ drive }: StandinUnderTest, fileId: string, range?: string): Promise<Download> {
  const { data, status, headers } = await drive.files.get(
    { fileId, alt: 'media' },
    { responseType: 'arraybuffer', ...(range && { headers: { Range: range } }) },
  );
  if (!(data instanceof ArrayBuffer)) throw new Error('The download is no bytes.');
  return { status, contentRange: headers['content-range'], bytes: Buffer.from(data) };
}

function notFound(fileId: string) {
  return {
    status: 404,
    data: {
      error: {
        code: 404,
        message: `File not found: ${fileId}.`,
        errors: [{ domain: 'global', reason: 'notFound', locationType: 'parameter', location: 'fileId' }],
      },
    },
  };
}

function reason(status: number, name: string) {
  return { status, data: { error: { code: status, errors: [{ reason: name }] } } };
}

function md5(content: string | Buffer): string {
  return createHash('md5').update(content).digest('hex');
}
