import { drive_v3 } from 'googleapis/build/src/apis/drive/v3';
import { sheets_v4 } from 'googleapis/build/src/apis/sheets/v4';
import type { exportParameters } from '../../src/standin/drive/drive-export';
import type { getParameters } from '../../src/standin/drive/drive-get';
import type { LIST_SHAPE, listParameters } from '../../src/standin/drive/drive-list';
import type { SPREADSHEET_SHAPE, spreadsheetParameters } from '../../src/standin/sheets/sheets-get';
import type { VALUE_RANGE_SHAPE, valuesParameters } from '../../src/standin/sheets/sheets-values';
import { createStandin } from '../../src/standin/standin';
import { withStandin } from './google-clients';

type ItemOf<T> = NonNullable<T> extends readonly (infer Item)[] ? Item : NonNullable<T>;

/** The field names of a shape, at any depth, that the client's type of the resource lacks. */
type Misnamed<S, T> = {
  [K in keyof S]: K extends keyof T ? (S[K] extends object ? Misnamed<S[K], ItemOf<T[K]>> : never) : K;
}[keyof S];

/** The parameters of the stand-in that the client's method lacks. */
type Invented<S, P> = Exclude<keyof S, keyof P>;

/** Compiles only if there are none. */
const NONE = {
  list: true satisfies None<Misnamed<typeof LIST_SHAPE, drive_v3.Schema$FileList>>,
  spreadsheet: true satisfies None<Misnamed<typeof SPREADSHEET_SHAPE, sheets_v4.Schema$Spreadsheet>>,
  valueRange: true satisfies None<Misnamed<typeof VALUE_RANGE_SHAPE, sheets_v4.Schema$ValueRange>>,
  ofList: true satisfies None<Invented<typeof listParameters.shape, drive_v3.Params$Resource$Files$List>>,
  ofGet: true satisfies None<Invented<typeof getParameters.shape, drive_v3.Params$Resource$Files$Get>>,
  ofExport: true satisfies None<
    Invented<typeof exportParameters.shape, drive_v3.Params$Resource$Files$Export>
  >,
  ofSpreadsheet: true satisfies None<
    Invented<typeof spreadsheetParameters.shape, sheets_v4.Params$Resource$Spreadsheets$Get>
  >,
  ofValues: true satisfies None<
    Invented<typeof valuesParameters.shape, sheets_v4.Params$Resource$Spreadsheets$Values$Get>
  >,
};
type None<Names> = [Names] extends [never] ? true : Names;

it('the stand-in has only fields and parameters that the client has', () => {
  expect(Object.values(NONE)).not.toContain(false);
});

/** The client builds each URL from its own template; the stand-in must know all of them. */
describe('every used method of the client', () => {
  const { Drive } = drive_v3;
  const { Sheets } = sheets_v4;
  const drive = (rootUrl: string) => new Drive({ rootUrl, retry: false, fetchImplementation: fetch });
  const sheets = (rootUrl: string) => new Sheets({ rootUrl, retry: false, fetchImplementation: fetch });
  const ignore = () => undefined;

  it.each([
    ['files.list', (url: string) => drive(url).files.list({ q: 'q' }), '/drive/v3/files'],
    ['files.get', (url: string) => drive(url).files.get({ fileId: 'a/b' }), '/drive/v3/files/a/b'],
    [
      'files.export',
      (url: string) => drive(url).files.export({ fileId: 'a', mimeType: 'text/csv' }),
      '/drive/v3/files/a/export',
    ],
    [
      'spreadsheets.get',
      (url: string) => sheets(url).spreadsheets.get({ spreadsheetId: 'a' }),
      '/v4/spreadsheets/a',
    ],
    [
      'values.get',
      (url: string) => sheets(url).spreadsheets.values.get({ spreadsheetId: 'a', range: "'My/tab é'!A1:B" }),
      "/v4/spreadsheets/a/values/'My/tab é'!A1:B",
    ],
  ])('%s is routed', (_, call, path) =>
    withStandin(async ({ rootUrl, requests }) => {
      await call(rootUrl).catch(ignore);
      expect(requests()).toMatchObject([{ method: 'GET', path, status: 401 }]);
    }),
  );
});

describe('the stand-in', () => {
  it('issues the key of a service account like the console', () => {
    const { serviceAccountKey } = createStandin({ projectId: 'demo' });
    expect(serviceAccountKey).toMatchObject({
      type: 'service_account',
      project_id: 'demo',
      private_key: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----\n/),
      client_email: 'loopwatch@demo.iam.gserviceaccount.com',
      token_uri: 'https://oauth2.googleapis.com/token',
    });
  });

  it('keeps a log that can be read and cleared', () =>
    withStandin(async ({ drive, putFile, requests, clearRequests }) => {
      const fileId = putFile({ name: 'a.csv', content: 'x' });
      await drive.files.get({ fileId, fields: 'id' });
      expect(requests()).toEqual([
        expect.objectContaining({ api: 'token', method: 'POST', path: '/token', status: 200 }),
        {
          api: 'drive',
          method: 'GET',
          path: `/drive/v3/files/${fileId}`,
          query: { fields: 'id' },
          byteRange: null,
          status: 200,
        },
      ]);
      clearRequests();
      expect(requests()).toEqual([]);
    }));

  it('answers any other URL with an error', () =>
    withStandin(async ({ rootUrl }) => {
      const answer = await fetch(new URL('drive/v2/files', rootUrl));
      expect(answer.status).toBe(404);
      await expect(answer.text()).resolves.toMatch(/nothing at GET \/drive\/v2\/files/);
    }));

  it('refuses a port in use, and releases its port when closed', async () => {
    const first = await createStandin().listen();
    const port = Number(new URL(first.url).port);
    await expect(createStandin().listen(port)).rejects.toMatchObject({
      code: 'SETUP',
      message: expect.stringContaining(String(port)),
    });
    await first.close();
    await (await createStandin().listen(port)).close();
  });
});
