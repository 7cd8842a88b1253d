import { refusalOf, type StandinUnderTest, withStandin } from '../google-clients';

const FOLDER = 'folder-of-polls';
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const q = `'${FOLDER}' in parents and trashed = false`;

describe('files.list', () => {
  it('returns four fields of each file by default', () =>
    withStandin(async ({ drive, putFile }) => {
      putFile({ id: 'a', folderId: FOLDER, name: 'a.csv', content: 'x' });
      const { data } = await drive.files.list({ q });
      expect(data).toEqual({
        kind: 'drive#fileList',
        incompleteSearch: false,
        files: [{ kind: 'drive#file', id: 'a', name: 'a.csv', mimeType: 'text/csv' }],
      });
    }));

  it('returns the requested fields of every kind of item', () =>
    withStandin(async ({ drive, putFile, putSheet, putShortcut, putFolder }) => {
      putFile({ id: 'a', folderId: FOLDER, name: 'a.csv', content: 'hello' });
      putSheet({ id: 'b', folderId: FOLDER, name: 'Polls', tabs: [] });
      putShortcut({ id: 'c', folderId: FOLDER, name: 'to b', targetId: 'b' });
      putFolder({ id: 'd', folderId: FOLDER, name: 'older' });
      const fields =
        'nextPageToken, files(id, mimeType, md5Checksum, size, modifiedTime, version, trashed, shortcutDetails/targetId, shortcutDetails/targetMimeType)';
      const { data } = await drive.files.list({ q, fields });
      const common = { modifiedTime: expect.stringMatching(ISO_TIME), version: '1', trashed: false };
      const sheet = 'application/vnd.google-apps.spreadsheet';
      expect(data).toEqual({
        files: [
          {
            id: 'a',
            mimeType: 'text/csv',
            md5Checksum: '5d41402abc4b2a76b9719d911017c592',
            size: '5',
            ...common,
          },
          { id: 'b', mimeType: sheet, ...common },
          {
            id: 'c',
            mimeType: 'application/vnd.google-apps.shortcut',
            ...common,
            shortcutDetails: { targetId: 'b', targetMimeType: sheet },
          },
          { id: 'd', mimeType: 'application/vnd.google-apps.folder', ...common },
        ],
      });
    }));

  it('lists page by page, and refuses a page token of another query', () =>
    withStandin(async (standin) => {
      for (let n = 1; n <= 5; n++)
        standin.putFile({ folderId: FOLDER, name: `${n}.csv`, content: String(n) });
      const pages = await allPages(standin, 2);
      expect(pages).toEqual([['1.csv', '2.csv'], ['3.csv', '4.csv'], ['5.csv']]);
      standin.putFolder({ id: 'other', name: 'other' });
      const { data } = await standin.drive.files.list({ q, pageSize: 2, fields: 'nextPageToken' });
      const call = standin.drive.files.list({
        q: "'other' in parents and trashed = false",
        pageToken: data.nextPageToken ?? '',
      });
      await expect(refusalOf(call)).resolves.toMatchObject(invalid('pageToken'));
    }));

  it('returns a full last page without a token', () =>
    withStandin(async (standin) => {
      for (let n = 1; n <= 4; n++)
        standin.putFile({ folderId: FOLDER, name: `${n}.csv`, content: String(n) });
      await expect(allPages(standin, 2)).resolves.toHaveLength(2);
    }));

  it.each([
    [false, false, []],
    [true, false, []],
    [false, true, []],
    [true, true, ['shared.csv']],
  ])(
    'lists a shared drive with supportsAllDrives %s, includeItemsFromAllDrives %s',
    (supportsAllDrives, includeItemsFromAllDrives, names) =>
      withStandin(async ({ drive, putFile }) => {
        putFile({ folderId: FOLDER, driveId: 'drive-1', name: 'shared.csv', content: 'x' });
        const { data } = await drive.files.list({
          q,
          supportsAllDrives,
          includeItemsFromAllDrives,
          fields: 'files(name,driveId)',
        });
        expect(data.files).toEqual(names.map((name) => ({ name, driveId: 'drive-1' })));
      }),
  );

  it('omits trashed, removed and unshared items', () =>
    withStandin(async (standin) => {
      for (const id of ['a', 'b', 'c', 'd'])
        standin.putFile({ id, folderId: FOLDER, name: id, content: 'x' });
      standin.trash('a');
      standin.remove('b');
      standin.unshare('c');
      await expect(allPages(standin, 10)).resolves.toEqual([['d']]);
      standin.share('c');
      await expect(allPages(standin, 10)).resolves.toEqual([['c', 'd']]);
    }));

  it('finds no unknown or unshared folder', () =>
    withStandin(async ({ drive, putFolder, unshare }) => {
      const notFound = {
        status: 404,
        data: {
          error: {
            code: 404,
            message: 'File not found: .',
            errors: [{ reason: 'notFound', locationType: 'parameter', location: 'fileId' }],
          },
        },
      };
      await expect(refusalOf(drive.files.list({ q }))).resolves.toMatchObject(notFound);
      putFolder({ id: FOLDER, name: 'Polls' });
      await expect(drive.files.list({ q })).resolves.toMatchObject({ data: { files: [] } });
      unshare(FOLDER);
      await expect(refusalOf(drive.files.list({ q }))).resolves.toMatchObject(notFound);
    }));

  it.each([
    [`${q} and mimeType != 'application/vnd.google-apps.folder'`],
    [`'${FOLDER}' in parents`],
    ['trashed = false'],
    [`${FOLDER} in parents and trashed = false`],
  ])('refuses the query %s', (query) =>
    withStandin(async ({ drive, putFolder }) => {
      putFolder({ id: FOLDER, name: 'Polls' });
      await expect(refusalOf(drive.files.list({ q: query }))).resolves.toMatchObject(invalid('q'));
    }),
  );

  it('refuses a page size of 0 and an unsupported parameter', () =>
    withStandin(async ({ drive, putFolder }) => {
      putFolder({ id: FOLDER, name: 'Polls' });
      await expect(refusalOf(drive.files.list({ q, pageSize: 0 }))).resolves.toMatchObject(
        invalid('pageSize'),
      );
      await expect(refusalOf(drive.files.list({ q, orderBy: 'name' }))).resolves.toMatchObject(
        invalid('orderBy'),
      );
    }));

  it.each([
    ['files(id,colour)', 'files/colour'],
    ['files(id', ''],
    ['files/id/x', 'files/id'],
    ['kind,,files', ','],
  ])('refuses the field selection %s', (fields, named) =>
    withStandin(async ({ drive, putFolder }) => {
      putFolder({ id: FOLDER, name: 'Polls' });
      await expect(refusalOf(drive.files.list({ q, fields }))).resolves.toMatchObject({
        status: 400,
        data: {
          error: {
            message: `Invalid field selection ${named}`,
            errors: [{ reason: 'invalidParameter', location: 'fields' }],
          },
        },
      });
    }),
  );
});

async function allPages({ drive }: StandinUnderTest, pageSize: number): Promise<string[][]> {
  const pages: string[][] = [];
  let pageToken: string | null | undefined;
  do {
    const { data } = await drive.files.list({
      q,
      pageSize,
      fields: 'nextPageToken,files/name',
      ...(pageToken && { pageToken }),
    });
    pages.push((data.files ?? []).map(({ name }) => name ?? ''));
    pageToken = data.nextPageToken;
  } while (pageToken);
  return pages;
}

function invalid(parameter: string) {
  return {
    status: 400,
    data: {
      error: {
        message: 'Invalid Value',
        errors: [{ reason: 'invalid', locationType: 'parameter', location: parameter }],
      },
    },
  };
}
