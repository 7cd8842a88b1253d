import { parse } from 'csv-parse/sync';
import { renderCsv } from '../../src/render/csv';
import { BLANK, countStore, documentOf, figures, store } from './documents';

const HEADER =
  'store_id,uptime_last_hour(in minutes),uptime_last_day(in hours),uptime_last_week(in hours),' +
  'downtime_last_hour(in minutes),downtime_last_day(in hours),downtime_last_week(in hours)';
const EXTENDED_HEADER =
  `${HEADER},unknown_last_hour(in minutes),unknown_last_day(in hours),unknown_last_week(in hours),` +
  'business_last_hour(in minutes),business_last_day(in hours),business_last_week(in hours),' +
  'coverage_last_week,polls_last_week,timezone,hours,zone';

const csvOf = (document: ReturnType<typeof documentOf>, extended = false) =>
  [...renderCsv(document, { extended })].join('');

describe('renderCsv', () => {
  it('writes the exact bytes of the seven columns', () => {
    expect(csvOf(documentOf([store('8419537941919820732')]))).toBe(
      `${HEADER}\n8419537941919820732,30.00,6.00,40.00,30.00,1.00,8.00\n`,
    );
  });

  it('writes the extended columns after the seven', () => {
    expect(csvOf(documentOf([store('1'), store('2')]), true)).toBe(
      `${EXTENDED_HEADER}\n` +
        '1,30.00,6.00,40.00,30.00,1.00,8.00,0.00,1.00,8.00,60.00,8.00,56.00,0.85,61,America/New_York,given,given\n' +
        '2,30.00,6.00,40.00,30.00,1.00,8.00,0.00,1.00,8.00,60.00,8.00,56.00,0.85,61,America/New_York,given,given\n',
    );
  });

  it('leaves unknown and coverage empty for the method count', () => {
    expect(csvOf(documentOf([countStore('1')], { method: 'count' }), true)).toBe(
      `${EXTENDED_HEADER}\n1,30.00,6.00,40.00,30.00,18.00,128.00,,,,60.00,8.00,56.00,,61,America/New_York,given,given\n`,
    );
  });

  it('leaves every figure of a store empty whose business time is not known, and names its states', () => {
    const noZone = { timezone: null, states: { hours: 'default', timezones: 'unreadable' } } as const;
    const stores = [store('1', BLANK), store('2', noZone)];
    expect(csvOf(documentOf(stores), true)).toBe(
      `${EXTENDED_HEADER}\n` +
        '1,,,,,,,,,,,,,,61,America/New_York,unreadable,given\n' +
        '2,30.00,6.00,40.00,30.00,1.00,8.00,0.00,1.00,8.00,60.00,8.00,56.00,0.85,61,,default,unreadable\n',
    );
    expect(csvOf(documentOf(stores))).toContain('\n1,,,,,,\n2,30.00,');
  });

  it.each(['=1+1', '+1', '-2+3', '@SUM(A1)', '＝1', '\t=1'])(
    'makes the store id %j inert, unless asked for raw',
    (id) => {
      const document = documentOf([store(id)]);
      const cellOf = (text: string) => parse(text, { from: 2 }).flat()[0];
      expect(cellOf(csvOf(document))).toBe(`'${id}`);
      expect(cellOf([...renderCsv(document, { extended: false, rawCsv: true })].join(''))).toBe(id);
    },
  );

  it.each(['8419537941919820732', '007', '3f2504e0-4f89-11d3-9a0c-0305e82c3301', "O'Hara", ' =1'])(
    'leaves the store id %j as it is',
    (id) => {
      expect(csvOf(documentOf([store(id)]))).toContain(`\n${id},`);
    },
  );

  it('quotes a store id that a spreadsheet would split at a semicolon', () => {
    expect(csvOf(documentOf([store('x;=1+1;')]))).toContain('\n"x;=1+1;",');
  });

  it('writes only the header if there are no stores', () => {
    expect(csvOf(documentOf([]))).toBe(`${HEADER}\n`);
  });

  it('rounds half away from zero', () => {
    const hour = figures(3_599_700_000, 300_000);
    expect(csvOf(documentOf([store('1', { hour })]))).toContain('\n1,60.00,6.00,40.00,0.01,');
  });

  it.each([
    [1, 604_799_999_999, '0.99'],
    [0, 604_800_000_000, '1.00'],
    [604_800_000_000, 0, '0.00'],
    [0, 0, ''],
  ])('floors coverage: %i unknown and %i known is "%s"', (unknown, up, coverage) => {
    const row = csvOf(documentOf([store('1', { week: figures(up, 0, unknown) })]), true).split('\n')[1];
    expect(row?.split(',')[13]).toBe(coverage);
  });

  it('quotes ids so that a reader gets the same ids back', () => {
    const ids = ['comma, quote "', 'line\nbreak', 'return\r', '餐厅 🍜', '00012'];
    const rows: string[][] = parse(csvOf(documentOf(ids.map((id) => store(id))), true));
    expect(rows.slice(1).map((row) => row[0])).toEqual(ids);
  });

  it.each([
    ['return\r', '"return\r"'],
    ['line\nbreak', '"line\nbreak"'],
    ['a,b', '"a,b"'],
    ['"', '""""'],
    ['a b', 'a b'],
  ])('writes the id %j as %j', (id, cell) => {
    expect(csvOf(documentOf([store(id)]))).toContain(`\n${cell},30.00,`);
  });

  it('writes every row of a long report once, in order', () => {
    const ids = Array.from({ length: 2_501 }, (_, i) => String(i).padStart(5, '0'));
    const lines = csvOf(documentOf(ids.map((id) => store(id)))).split('\n');
    expect(lines.slice(1, -1).map((line) => line.split(',')[0])).toEqual(ids);
    expect(lines.at(-1)).toBe('');
  });
});
