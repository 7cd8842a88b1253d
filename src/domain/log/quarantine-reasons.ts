/** Why a row is in quarantine. Do not change them lightly: people read them, and stored counts use them as keys. */
export const REASONS = {
  idMissing: 'store_id is missing',
  idBlanks: 'store_id holds blanks or unprintable characters',
  idInvisible: 'store_id holds invisible characters, such as U+200B: type it anew',
  idNumber: 'store_id was turned into a number by a spreadsheet: format its column as plain text',
  idError: "store_id is a spreadsheet's error, such as #N/A or #REF!: correct its formula",
  idLong: 'store_id is longer than 200 characters',
  status: 'status is neither active nor inactive',
  timestamp: 'timestamp_utc cannot be read: write it as 2023-01-22 12:09:39 UTC',
  timestampZone:
    'timestamp_utc has an offset or zone other than UTC: write it in UTC, as 2023-01-22 12:09:39 UTC',
  timestampOrder:
    'timestamp_utc can be read in two ways (6/5/2024 can be 6 May or 5 June): set LOOPWATCH_DATE_ORDER to day-month-year or month-day-year',
  timestampDayFirst:
    'timestamp_utc begins with the day of the month, as 13/5/2024 does: if all dates of the source do, set LOOPWATCH_DATE_ORDER to day-month-year',
  timestampMonthFirst:
    'timestamp_utc begins with the month, as 5/13/2024 does: if all dates of the source do, set LOOPWATCH_DATE_ORDER to month-day-year',
  timestampNotInOrder: 'timestamp_utc is no date in the order that LOOPWATCH_DATE_ORDER gives',
  future: 'timestamp_utc lies in the future: the row comes in once the clock has passed it',
  day: 'day is none of 0 (Monday) to 6 (Sunday), and no English name of a day',
  dayNumbering: 'day is no day by the numbering that LOOPWATCH_DAY_NUMBERING gives',
  start: 'start_time_local cannot be read: write it as 09:00 or 9:00 AM',
  end: 'end_time_local cannot be read: write it as 17:30 or 5:30 PM',
  timezone: 'timezone_str is no zone of the tz database: write it as America/New_York',
  extraFields: 'the row has more fields than the header',
  openQuote: 'a quote is never closed',
  innerQuote: 'a quoted field has a quote inside that is not doubled',
  nul: 'the line holds NUL bytes',
  encoding: 'the line is not UTF-8',
  longLine: 'the line is longer than 1 MB',
} as const;
