import { dateTimeCell } from '../../../src/standin/sheets/cells';
import { type GoogleUnderTest, startGoogle } from './google-under-test';

const HEADER: string[] = ['store_id', 'status', 'timestamp_utc'];

describe('a Google Sheet', () => {
  let google: GoogleUnderTest;
  beforeEach(async () => {
    google = await startGoogle();
  });
  afterEach(() => google.close());

  const csvOf = async (spreadsheetId: string, range: string | null): Promise<string> => {
    const source = google.source({ kind: 'sheet', spreadsheetId, range });
    const [file] = await google.list(source);
    if (!file) throw new Error('The sheet lists no tab.');
    return google.fetch(source, file);
  };

  it('keeps every digit of an id, and marks an id that lost digits', async () => {
    const id = google.putSheet({
      name: 'Book',
      tabs: [
        {
          title: 'Polls',
          rows: [
            HEADER,
            ['8419537941919820732', 'active', '2023-01-22 12:09:39.388884 UTC'],
            [Number('8419537941919820732'), 'active', '2023-01-22 12:09:39 UTC'],
            [42, 'Inactive', dateTimeCell('2023-01-22T12:09:39')],
            ['a "quoted", id', true, dateTimeCell('2023-03-12T02:30:00.123')],
          ],
        },
      ],
    });
    expect((await csvOf(id, null)).split('\n')).toEqual([
      'store_id,status,timestamp_utc',
      '8419537941919820732,active,2023-01-22 12:09:39.388884 UTC',
      '8.419537941919821e+18,active,2023-01-22 12:09:39 UTC',
      '42,Inactive,2023-01-22 12:09:39.000 UTC',
      '"a ""quoted"", id",true,2023-03-12 02:30:00.123 UTC',
      '',
    ]);
  });

  it('reads times of day and weekdays that are numbers', async () => {
    const id = google.putSheet({
      name: 'Hours',
      tabs: [
        {
          title: 'Hours',
          rows: [
            ['store_id', 'dayOfWeek', 'start_time_local', 'end_time_local'],
            ['1', 0, 0.375, 0.999988425925926],
            // The end of the second row is on the next day; a 2 can be an hour, so it stays a number.
            ['1', 4, 0.75, 26 / 24],
            ['1', 5, 0.375, 2],
            ['1', 6, '22:00', 1],
          ],
        },
      ],
    });
    expect(await csvOf(id, null)).toBe(
      'store_id,dayOfWeek,start_time_local,end_time_local\n1,0,09:00:00,23:59:59\n1,4,18:00:00,26:00:00\n1,5,09:00:00,2\n1,6,22:00,24:00:00\n',
    );
  });

  it('finds a header below blank rows, and reads the cells by it', async () => {
    const rows = [[], ['', ' '], HEADER, [42, 'active', dateTimeCell('2023-01-22T12:09:39')]];
    const id = google.putSheet({
      name: 'Book',
      tabs: [
        { title: 'Notes', rows: [['mine']] },
        { title: 'Polls', rows },
      ],
    });
    const csv = await csvOf(id, null);
    expect(csv.split('\n').slice(-3)).toEqual([
      'store_id,status,timestamp_utc',
      '42,active,2023-01-22 12:09:39.000 UTC',
      '',
    ]);
    expect(csv.split('\n')).toHaveLength(5);
  });

  it('pads short rows and keeps empty rows', async () => {
    const id = google.putSheet({
      name: 'B',
      tabs: [{ title: 'T', rows: [HEADER, [], ['1'], [null, 'active']] }],
    });
    expect(await csvOf(id, 'T')).toBe('store_id,status,timestamp_utc\n\n1,,\n,active,\n');
  });

  it('reads the columns of the named tab, with any title', async () => {
    const rows = [
      ['note', ...HEADER],
      ['x', '1', 'active', '2023-01-22 00:00:00'],
    ];
    const id = google.putSheet({
      name: 'B',
      tabs: [
        { title: 'Other', rows: [['a']] },
        { title: "Week's 1!", rows },
      ],
    });
    const wanted = 'store_id,status,timestamp_utc\n1,active,2023-01-22 00:00:00\n';
    expect(await csvOf(id, "Week's 1!!B:D")).toBe(wanted);
    expect(await csvOf(id, "'Week''s 1!'!B:D")).toBe(wanted);
    expect(await csvOf(id, "Week's 1!")).toContain('note,store_id');
    const nothing = google.source({ kind: 'sheet', spreadsheetId: id, range: 'Nothing' });
    await expect(google.list(nothing)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: 'The sheet "B" has no tab "Nothing"',
      remedy: expect.stringContaining('"Other"'),
    });
  });

  it('reads a large sheet page by page, and resumes at the page where it stopped', async () => {
    const count = 50_001;
    const row = (index: number): string[] =>
      index === 0 ? HEADER : [`1000000000000${index}`, 'active', '2023-01-22 00:00:00 UTC'];
    const id = google.putSheet({ name: 'Large', tabs: [{ title: 'Polls', rows: { count, row } }] });
    const pages = () => google.requests().filter((request) => request.path.includes('/values/')).length;
    google.fail({
      match: (request) => request.path.includes('A40001'),
      times: 1,
      fault: { kind: 'refuse', as: '503 backendError' },
    });
    await expect(csvOf(id, 'Polls')).rejects.toMatchObject({ code: 'SOURCE_BUSY' });
    expect(pages()).toBe(3);
    google.clearRequests();
    const lines = (await csvOf(id, 'Polls')).trimEnd().split('\n');
    expect(pages()).toBe(1);
    expect(lines).toHaveLength(count);
    expect(lines.at(-1)).toBe(`1000000000000${count - 1},active,2023-01-22 00:00:00 UTC`);
    expect(new Set(lines).size).toBe(count);
  });

  it('changes its fingerprint when a cell is edited', async () => {
    const id = google.putSheet({ name: 'B', tabs: [{ title: 'T', rows: [HEADER] }] });
    const source = google.source({ kind: 'sheet', spreadsheetId: id, range: 'T' });
    const fingerprint = async () => (await google.list(source))[0]?.fingerprint;
    const before = await fingerprint();
    expect(await fingerprint()).toBe(before);
    google.setCells({ id, tab: 'T', row: 1, cells: [['1', 'active', '2023-01-22 00:00:00']] });
    expect(await fingerprint()).not.toBe(before);
  });
});
