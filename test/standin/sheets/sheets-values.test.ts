import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/v4';
import { dateTimeCell } from '../../../src/standin/sheets/cells';
import type { TabInput } from '../../../src/standin/sheets/spreadsheet';
import { refusalOf, type StandinUnderTest, withStandin } from '../google-clients';

/** An id of 19 digits after it was typed as a number. */
const HUGE = Number('8419537941919820732');
const POLL_ROWS = [
  ['store_id', 'status', 'timestamp_utc'],
  ['8419537941919820732', 'active', '2023-01-24 09:06:42.605777 UTC'],
  ['54515546588432327', 'inactive'],
  [],
  [null, 'active', null, null],
  [null, null],
];
const POLLS: TabInput = { title: 'Polls', rows: POLL_ROWS };
const OTHER: TabInput = { title: "My 'other' tab", rows: [['a', 'b', 'c']] };

describe('spreadsheets.get', () => {
  it('returns the locale, the zone and the grid of every tab', () =>
    withStandin(async ({ sheets, putSheet }) => {
      const spreadsheetId = putSheet({
        name: 'Polls of all stores',
        tabs: [POLLS, { ...OTHER, rowCount: 50, columnCount: 3 }],
        locale: 'de_DE',
        timeZone: 'Europe/Berlin',
      });
      const { data } = await sheets.spreadsheets.get({ spreadsheetId });
      expect(data).toMatchObject({
        spreadsheetId,
        properties: { title: 'Polls of all stores', locale: 'de_DE', timeZone: 'Europe/Berlin' },
      });
      const fields = 'properties.timeZone,sheets.properties(title,gridProperties/rowCount)';
      const part = await sheets.spreadsheets.get({ spreadsheetId, fields });
      expect(part.data).toEqual({
        properties: { timeZone: 'Europe/Berlin' },
        sheets: [
          { properties: { title: 'Polls', gridProperties: { rowCount: 1_000 } } },
          { properties: { title: "My 'other' tab", gridProperties: { rowCount: 50 } } },
        ],
      });
    }));

  it('refuses unknown or unshared ids, other files, and unknown fields', () =>
    withStandin(async ({ sheets, putSheet, putFile, unshare }) => {
      const refusal = (spreadsheetId: string, fields = '*') =>
        refusalOf(sheets.spreadsheets.get({ spreadsheetId, fields }));
      const spreadsheetId = putSheet({ name: 'Polls', tabs: [POLLS] });
      await expect(refusal('unknown')).resolves.toEqual(
        error(404, 'NOT_FOUND', 'Requested entity was not found.'),
      );
      await expect(refusal(putFile({ name: 'a.csv', content: 'x' }))).resolves.toEqual(
        error(400, 'FAILED_PRECONDITION', 'This operation is not supported for this document'),
      );
      await expect(refusal(spreadsheetId, 'sheets.colour')).resolves.toMatchObject({
        status: 400,
        data: {
          error: {
            status: 'INVALID_ARGUMENT',
            details: [{ fieldViolations: [{ field: 'sheets/colour' }] }, {}],
          },
        },
      });
      unshare(spreadsheetId);
      await expect(refusal(spreadsheetId)).resolves.toEqual(
        error(403, 'PERMISSION_DENIED', 'The caller does not have permission'),
      );
    }));
});

describe('values.get', () => {
  it.each([
    ['Polls', 'Polls!A1:Z1000', POLL_ROWS.slice(0, 3).concat([[], ['', 'active']])],
    ['Polls!A2:C3', 'Polls!A2:C3', POLL_ROWS.slice(1, 3)],
    ['Polls!B2:B5001', 'Polls!B2:B1000', [['active'], ['inactive'], [], ['active']]],
    [
      'Polls!B:C',
      'Polls!B1:C1000',
      [
        ['status', 'timestamp_utc'],
        ['active', '2023-01-24 09:06:42.605777 UTC'],
        ['inactive'],
        [],
        ['active'],
      ],
    ],
    ['Polls!3:4', 'Polls!A3:Z4', [['54515546588432327', 'inactive']]],
    ['Polls!A2:A', 'Polls!A2:A1000', [['8419537941919820732'], ['54515546588432327']]],
    ['b1', 'Polls!B1', [['status']]],
    ["'My ''other'' tab'!B1:C", "'My ''other'' tab'!B1:C1000", [['b', 'c']]],
    ["'My ''other'' tab'", "'My ''other'' tab'!A1:Z1000", [['a', 'b', 'c']]],
    ['Polls!A7:C900', 'Polls!A7:C900', undefined],
  ])('reads %s', (range, named, values) =>
    withStandin(async (standin) => {
      const data = await readValues(standin, [POLLS, OTHER], { range });
      expect(data).toEqual({ range: named, majorDimension: 'ROWS', ...(values && { values }) });
    }),
  );

  it.each([
    'Nowhere',
    'Nowhere!A1:B2',
    'Polls!A0:B2',
    'Polls!A1:B2:C3',
    'Polls!C1:A1',
    'Polls!',
    "'Polls!A1",
  ])('cannot parse %s', (range) =>
    withStandin(async (standin) => {
      await expect(refusalOf(readValues(standin, [POLLS], { range }))).resolves.toEqual(
        error(400, 'INVALID_ARGUMENT', `Unable to parse range: ${range}`),
      );
    }),
  );

  it('refuses a range that begins outside the grid', () =>
    withStandin(async (standin) => {
      const tabs = [{ ...POLLS, rowCount: 6, columnCount: 3 }];
      for (const range of ['Polls!A7:C10', 'Polls!D1:D2']) {
        await expect(refusalOf(readValues(standin, tabs, { range }))).resolves.toEqual(
          error(400, 'INVALID_ARGUMENT', `Range (${range}) exceeds grid limits. Max rows: 6, max columns: 3`),
        );
      }
    }));

  const at = dateTimeCell('2023-01-24T09:06:42');
  const day = dateTimeCell('2023-01-24', 'dd/MM/yyyy');
  const typed = [HUGE, 123456789012345, 0.1 + 0.2, 0.00001, -2e20, true, at, day, '007'];

  it.each([
    [
      'as shown',
      {},
      [
        '8.41954E+18',
        '123456789012345',
        '0.3',
        '1E-05',
        '-2E+20',
        'TRUE',
        '2023-01-24 9:06:42',
        '24/01/2023',
        '007',
      ],
    ],
    [
      'unformatted',
      { valueRenderOption: 'UNFORMATTED_VALUE' },
      [HUGE, 123456789012345, 0.30000000000000004, 0.00001, -2e20, true, at.serial, 44950, '007'],
    ],
    [
      'unformatted, with date-times as text',
      { valueRenderOption: 'UNFORMATTED_VALUE', dateTimeRenderOption: 'FORMATTED_STRING' },
      [
        HUGE,
        123456789012345,
        0.30000000000000004,
        0.00001,
        -2e20,
        true,
        '2023-01-24 9:06:42',
        '24/01/2023',
        '007',
      ],
    ],
  ])('gives cells %s', (_, options, values) =>
    withStandin(async (standin) => {
      const data = await readValues(standin, [{ title: 'Polls', rows: [typed] }], {
        range: 'Polls',
        ...options,
      });
      expect(data.values).toEqual([values]);
    }),
  );

  it('reads any range of a million rows that are created on request', () =>
    withStandin(async (standin) => {
      const rows = { count: 1_000_000, row: (index: number) => [String(index), 'active'] };
      const tabs = [{ title: 'Polls', rows }];
      const { values } = await readValues(standin, tabs, { range: 'Polls!A995001:B1000000' });
      expect(values).toHaveLength(5_000);
      expect(values?.at(-1)).toEqual(['999999', 'active']);
    }));

  it('returns the requested fields', () =>
    withStandin(async (standin) => {
      const data = await readValues(standin, [POLLS], { range: 'Polls!A1', fields: 'values' });
      expect(data).toEqual({ values: [['store_id']] });
    }));

  it.each([
    ['majorDimension', 'COLUMNS'],
    ['valueRenderOption', 'FORMULA'],
    ['dateTimeRenderOption', 'x'],
  ])('refuses %s %s, which is not known here', (name, value) =>
    withStandin(async (standin) => {
      const call = readValues(standin, [POLLS], { range: 'Polls', [name]: value });
      await expect(refusalOf(call)).resolves.toMatchObject({ status: 400 });
    }),
  );
});

describe('setCells', () => {
  it('overwrites cells, adds rows, and creates a new version', () =>
    withStandin(async ({ drive, sheets, putSheet, setCells }) => {
      const rows = { count: 3, row: (index: number) => [String(index), 'active'] };
      const id = putSheet({ name: 'Polls', tabs: [{ title: 'Polls', rows, rowCount: 3 }] });
      setCells({ id, tab: 'Polls', row: 1, column: 1, cells: [['inactive']] });
      setCells({ id, tab: 'Polls', row: 3, cells: [['3', 'active'], ['4']] });
      const { data } = await sheets.spreadsheets.values.get({ spreadsheetId: id, range: 'Polls' });
      expect(data.range).toBe('Polls!A1:Z5');
      expect(data.values).toEqual([
        ['0', 'active'],
        ['1', 'inactive'],
        ['2', 'active'],
        ['3', 'active'],
        ['4'],
      ]);
      const file = await drive.files.get({ fileId: id, fields: 'version' });
      expect(file.data).toEqual({ version: '3' });
    }));

  it('reports an unknown tab', () =>
    withStandin(async ({ putSheet, setCells }) => {
      const id = putSheet({ name: 'Polls', tabs: [POLLS] });
      expect(() => setCells({ id, tab: 'Nowhere', row: 0, cells: [] })).toThrow(/Nowhere/);
    }));
});

describe('the quota', () => {
  it('limits the reads of Sheets in a time window', () => {
    let nowMs = Date.now();
    return withStandin(
      async ({ sheets, drive, putSheet, limitSheetReads }) => {
        const spreadsheetId = putSheet({ name: 'Polls', tabs: [POLLS] });
        const read = () => sheets.spreadsheets.get({ spreadsheetId });
        await read();
        await read();
        await drive.files.get({ fileId: spreadsheetId });
        await expect(refusalOf(read())).resolves.toMatchObject({
          status: 429,
          data: {
            error: {
              status: 'RESOURCE_EXHAUSTED',
              message: expect.stringMatching(/^Quota exceeded for quota metric 'Read requests'/),
              details: [{ reason: 'RATE_LIMIT_EXCEEDED' }],
            },
          },
        });
        nowMs += 60_000;
        await read();
        limitSheetReads({ reads: 0, windowSeconds: 60 });
        await expect(refusalOf(read())).resolves.toMatchObject({ status: 429 });
        limitSheetReads(null);
        await read();
      },
      { clockMs: () => nowMs, sheetReadQuota: { reads: 2, windowSeconds: 60 } },
    );
  });
});

async function readValues(
  { sheets, putSheet }: StandinUnderTest,
  tabs: readonly TabInput[],
  params: Omit<sheets_v4.Params$Resource$Spreadsheets$Values$Get, 'spreadsheetId'>,
): Promise<sheets_v4.Schema$ValueRange> {
  const spreadsheetId = putSheet({ name: 'Polls', tabs });
  const { data } = await sheets.spreadsheets.values.get({ spreadsheetId, ...params });
  return data;
}

function error(code: number, status: string, message: string) {
  return { status: code, data: { error: { code, status, message } } };
}
