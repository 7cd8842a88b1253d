import { isTruthHeader, looksLikeInput, recogniseHeader } from '../../../src/domain/log/input-headers';

const POLLS = ['store_id', 'status', 'timestamp_utc'];
const HOURS = ['store_id', 'day', 'start_time_local', 'end_time_local'];

describe('recogniseHeader', () => {
  it('distinguishes the three inputs', () => {
    expect(recogniseHeader(POLLS)).toEqual({ kind: 'polls', positions: [0, 1, 2], width: 3 });
    expect(recogniseHeader(HOURS)).toEqual({ kind: 'hours', positions: [0, 1, 2, 3], width: 4 });
    expect(recogniseHeader(['store_id', 'timezone_str'])).toEqual({
      kind: 'timezones',
      positions: [0, 1],
      width: 2,
    });
  });

  it('accepts columns in any order', () => {
    expect(recogniseHeader(['timestamp_utc', 'store_id', 'status']).positions).toEqual([1, 2, 0]);
  });

  it.each([
    [[' Store_ID', 'STATUS ', 'timestamp _utc\t'], 'polls'],
    [['Store ID', 'Status', 'Timestamp UTC'], 'polls'],
    [['store-id', 'status', 'timestamp-utc'], 'polls'],
    [['storeId', 'status', 'timestampUtc'], 'polls'],
    [['\uFEFFstore_id\u200B', 'sta\u00ADtus', '\u00A0timestamp_utc\u2060'], 'polls'],
    [['store_id', 'dayOfWeek', 'start_time_local', 'end_time_local'], 'hours'],
    [['store_id', 'day_of_week', 'StartTimeLocal', 'End Time Local'], 'hours'],
    [['STORE_ID', ' Timezone_Str '], 'timezones'],
  ])('reads the spelling %j', (names, kind) => {
    expect(recogniseHeader(names)).toMatchObject({ kind, positions: names.map((_, index) => index) });
  });

  it('quotes the header as it is in the file, with what cannot be seen', () => {
    const names = ['Store ID', 'stat\u200Bus!', 'Timestamp UTC'];
    expect(() => recogniseHeader(names, names.join(';'))).toThrow(
      expect.objectContaining({
        message: 'the column status is missing in this file of polls',
        remedy:
          'Its header is "Store ID;stat[U+200B]us!;Timestamp UTC". Write the column\'s name alone, "status" in place of "stat[U+200B]us!".',
      }),
    );
  });

  it.each(['#store_id', 'store_id:', '"store_id"', 'Store ID (text)'])(
    'names the column meant by %s',
    (name) => {
      expect(() => recogniseHeader([name, 'status', 'timestamp_utc'])).toThrow(
        expect.objectContaining({ remedy: expect.stringContaining(`"store_id" in place of "${name}"`) }),
      );
    },
  );

  it('names a column with more than its name, and gives an example of one that is missing', () => {
    expect(() =>
      recogniseHeader(['store_id', 'day', 'start_time_local (HH:MM)', 'end_time_local (HH:MM)']),
    ).toThrow(
      expect.objectContaining({
        message: 'the column start_time_local is missing in this file of hours',
        remedy: expect.stringContaining('"start_time_local" in place of "start_time_local (HH:MM)"'),
      }),
    );
    expect(() => recogniseHeader(['store_id', 'status'])).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('such as 2023-01-22 12:09:39 UTC') }),
    );
  });

  it('ignores other columns', () => {
    expect(recogniseHeader(['note', ...POLLS, 'region'])).toEqual({
      kind: 'polls',
      positions: [1, 2, 3],
      width: 5,
    });
  });

  it.each([
    [['store_id', 'status'], 'timestamp_utc'],
    [['store_id', 'timestamp_utc'], 'status'],
    [['status', 'timestamp_utc'], 'store_id'],
    [['store_id', 'start_time_local', 'end_time_local'], 'day (or day_of_week)'],
    [['store_id', 'day', 'start_time_local'], 'end_time_local'],
    [['timezone_str'], 'store_id'],
    [['store', 'status', 'timestamp_utc'], 'store_id'],
  ])('rejects %j, naming the missing column %s', (names, column) => {
    expect(() => recogniseHeader(names)).toThrow(
      expect.objectContaining({
        code: 'FILE_REJECTED',
        message: expect.stringContaining(`the column ${column} is missing`),
      }),
    );
  });

  it.each([
    [['store_id', 'status', 'status', 'timestamp_utc'], 'status'],
    [['store_id', 'day', 'dayOfWeek', 'start_time_local', 'end_time_local'], 'day (or day_of_week)'],
  ])('rejects %j, naming the column that occurs twice: %s', (names, column) => {
    expect(() => recogniseHeader(names)).toThrow(
      expect.objectContaining({
        code: 'FILE_REJECTED',
        message: expect.stringContaining(`the column ${column} stands twice`),
      }),
    );
  });

  it('rejects any other header, and names the columns that the inputs need', () => {
    expect(() => recogniseHeader(['name', 'store_id'])).toThrow(
      expect.objectContaining({
        code: 'FILE_REJECTED',
        message: expect.stringContaining('that of no input'),
        remedy: expect.stringContaining('timestamp_utc'),
      }),
    );
  });
});

describe('looksLikeInput', () => {
  it('is true for a header with a column that only an input has, even if others are missing', () => {
    expect(looksLikeInput(['Timestamp_UTC'])).toBe(true);
    expect(looksLikeInput(['Store_ID', 'Status'])).toBe(true);
    expect(looksLikeInput(['dayOfWeek', 'store_id'])).toBe(true);
    expect(looksLikeInput(['store_id', 'name'])).toBe(false);
    expect(looksLikeInput([])).toBe(false);
  });

  it('is false for a table of something else with a column of the same name', () => {
    expect(looksLikeInput(['order_id', 'status', 'total'])).toBe(false);
    expect(looksLikeInput(['day', 'revenue'])).toBe(false);
  });
});

describe('isTruthHeader', () => {
  it("recognises the generator's timeline only", () => {
    expect(isTruthHeader(['store_id', 'up_from', 'up_to'])).toBe(true);
    expect(isTruthHeader(POLLS)).toBe(false);
  });
});
