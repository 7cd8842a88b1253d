import {
  isTruthHeader,
  looksLikeInput,
  parseDay,
  parseTimeOfDay,
  recogniseHeader,
} from '../../../src/domain/log/input-rules';

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

  it('ignores case and blanks', () => {
    expect(recogniseHeader([' Store_ID', 'STATUS ', 'timestamp _utc\t'])).toMatchObject({ kind: 'polls' });
  });

  it('accepts dayOfWeek for day', () => {
    expect(recogniseHeader(['store_id', 'dayOfWeek', 'start_time_local', 'end_time_local'])).toMatchObject({
      kind: 'hours',
      positions: [0, 1, 2, 3],
    });
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
    [['store_id', 'start_time_local', 'end_time_local'], 'day (or dayofweek)'],
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
    [['store_id', 'day', 'dayOfWeek', 'start_time_local', 'end_time_local'], 'day (or dayofweek)'],
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
        message: expect.stringContaining('name,store_id'),
        remedy: expect.stringContaining('timestamp_utc'),
      }),
    );
  });
});

describe('looksLikeInput', () => {
  it('is true for a header with a distinctive column, even if others are missing', () => {
    expect(looksLikeInput(['Status'])).toBe(true);
    expect(looksLikeInput(['dayOfWeek', 'x'])).toBe(true);
    expect(looksLikeInput(['store_id', 'name'])).toBe(false);
    expect(looksLikeInput([])).toBe(false);
  });
});

describe('isTruthHeader', () => {
  it("recognises the generator's timeline only", () => {
    expect(isTruthHeader(['store_id', 'up_from', 'up_to'])).toBe(true);
    expect(isTruthHeader(POLLS)).toBe(false);
  });
});

describe('parseTimeOfDay', () => {
  it.each([
    ['00:00', 0],
    ['09:00', 32_400],
    ['9:00', 32_400],
    ['23:59:59', 86_399],
    [' 10:30:15 ', 37_815],
  ])('reads "%s"', (text, seconds) => {
    expect(parseTimeOfDay(text, 'start')).toBe(seconds);
    expect(parseTimeOfDay(text, 'end')).toBe(seconds);
  });

  it('accepts 24:00 as an end only', () => {
    expect(parseTimeOfDay('24:00', 'end')).toBe(86_400);
    expect(parseTimeOfDay('24:00:00', 'end')).toBe(86_400);
    expect(parseTimeOfDay('24:00', 'start')).toBeNull();
  });

  it.each([
    '',
    '25:00',
    '24:00:01',
    '24:01',
    '10:60',
    '10:00:60',
    '10',
    '10:0',
    '10:00 AM',
    '-1:00',
    '10:00:00.5',
    'noon',
  ])('refuses "%s"', (text) => {
    expect(parseTimeOfDay(text, 'start')).toBeNull();
    expect(parseTimeOfDay(text, 'end')).toBeNull();
  });
});

describe('parseDay', () => {
  it('reads 0 (Monday) to 6 (Sunday) and nothing else', () => {
    expect(['0', '6', ' 3 '].map(parseDay)).toEqual([0, 6, 3]);
    expect(['7', '-1', '', 'Mon', '1.0', '00'].map(parseDay)).toEqual([null, null, null, null, null, null]);
  });
});
