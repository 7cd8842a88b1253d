import type { CellDialect } from '../../src/contract/file-reading';
import { PLAIN_DIALECT } from '../../src/contract/file-reading';
import { CaseRun, type Ingested, runCase, weeksOf } from './run-case';

/** Up, down, unknown and business hours of a store that is open 09:00 to 17:00, polled through one day. */
const ONE_GOOD_DAY = [8, 0, 48, 56];

const dialect = (over: Partial<CellDialect>) => ({ dialectOf: () => ({ ...PLAIN_DIALECT, ...over }) });

async function ingestCase(name: string): Promise<Ingested> {
  const run = await CaseRun.open(name);
  try {
    return await run.ingest();
  } finally {
    await run.close();
  }
}

/** The messages of the files that cannot be used, by name. */
function refusedIn({ outcomes }: Ingested): Record<string, string | null> {
  const refused = outcomes.filter(({ state }) => state === 'rejected');
  return Object.fromEntries(refused.map(({ name, message }) => [name, message]));
}

describe('headers', () => {
  it('01: day_of_week is the day', async () => {
    const { report } = await runCase('01-takehome-day_of_week');
    expect(Object.values(weeksOf(report))).toEqual([ONE_GOOD_DAY]);
    expect(report.stores[0]).toMatchObject({
      'uptime_last_hour(in minutes)': 60,
      'uptime_last_day(in hours)': 8,
    });
  });

  it.each([
    '08-excel-sep-line',
    '08b-excel-sep-line-hours-only',
    '09b-footer-only',
    '11-utf16le-no-bom',
    '42-header-spellings',
  ])('%s is read', async (name) => {
    const { ingested, report } = await runCase(name);
    expect(refusedIn(ingested)).toEqual({});
    expect(weeksOf(report)).toEqual({ '841': ONE_GOOD_DAY });
  });

  it('09: titles above the header are named, with the line of the header', async () => {
    expect(refusedIn(await ingestCase('09-title-footer-comments'))).toEqual({
      'hours.csv':
        'hours.csv: its line 1, "Menu hours report,,,", stands above the header. Line 4 looks like the header: delete the lines above it.',
      'polls.csv':
        'polls.csv: its line 1, "# exported by Store Poller 4.2", stands above the header. Line 3 looks like the header: delete the lines above it.',
    });
  });

  it('09b: what stands below the rows is in quarantine, with the line of the file', async () => {
    const { quarantine } = await ingestCase('09b-footer-only');
    expect(quarantine.map((row) => row.split(':')[0])).toEqual([
      'hours.csv, 13',
      'polls.csv, 12',
      'polls.csv, 13',
    ]);
  });

  it('10, 10b: lines that end in carriage returns alone are named', async () => {
    for (const [name, file] of [
      ['10-mac-cr-only', 'polls.csv'],
      ['10b-mac-cr-hours', 'hours.csv'],
    ] as const)
      expect(refusedIn(await ingestCase(name))).toEqual({
        [file]: `${file}: its lines end in carriage returns alone. Save it with the line ends of Unix (LF) or Windows (CRLF).`,
      });
  });

  it('17: "|" and units in the header are named as they are in the file', async () => {
    const refused = refusedIn(await ingestCase('17-pipe-and-units-in-header'));
    expect(refused['polls.csv']).toMatch(/^polls\.csv: its columns are separated by "\|"\. /);
    expect(refused['hours.csv']).toMatch(
      /^hours\.csv: the column start_time_local is missing .*"start_time_local" in place of "start_time_local \(HH:MM\)"\.$/,
    );
  });
});

describe('ids', () => {
  it('02: ids that are all numbers of a spreadsheet are in quarantine, and say so', async () => {
    const run = await CaseRun.open('02-takehome-ids-all-scientific');
    const { outcomes } = await run.ingest();
    await expect(run.report()).rejects.toThrow(
      'No poll can be read, so there is nothing to report: all 3 rows of data.csv in quarantine (store_id was turned into a number by a spreadsheet: format its column as plain text). Correct the files: the next ingestion reads them again.',
    );
    await run.close();
    expect(outcomes).toHaveLength(3);
    for (const { accepted, quarantined, rowsIn, reasons } of outcomes) {
      expect([accepted, quarantined]).toEqual([0, rowsIn]);
      expect(Object.keys(reasons)).toEqual([
        'store_id was turned into a number by a spreadsheet: format its column as plain text',
      ]);
    }
  });

  it('12: invisible characters at the ends of ids, headers, zones and times do not count', async () => {
    const { ingested, report } = await runCase('12-nbsp-zwsp');
    expect(ingested.quarantine).toEqual([]);
    expect(weeksOf(report)).toEqual({
      a1: ONE_GOOD_DAY,
      b2: ONE_GOOD_DAY,
      c3: ONE_GOOD_DAY,
      d4: ONE_GOOD_DAY,
    });
  });

  it('26: odd ids stay as they are, but for those that nobody can tell apart by looking', async () => {
    const { ingested, report } = await runCase('26-odd-ids');
    const ids = report.stores.map(({ store_id }) => store_id);
    expect(ids).toEqual(
      expect.arrayContaining(['__proto__', 'NaN', 'null', '1e5', '1E5', '007', '7', '#frag']),
    );
    expect(ids).toEqual(expect.arrayContaining(['a,b', '=1+1', '👨‍👩‍👧', '\u00E9', 'a\u0301', 'gnp']));
    expect(ids.some((id) => id.includes('\u202E'))).toBe(false);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ingested.quarantine.every((row) => row.includes('store_id'))).toBe(true);
  });

  it('45: a quote inside a field is a character like others', async () => {
    const { ingested, report } = await runCase('45-stray-quotes');
    const weeks = weeksOf(report);
    expect(Object.keys(weeks).sort()).toEqual(['joes-12"', 'plain', 'quoted', '“smart”']);
    expect(new Set(Object.values(weeks).map(String)).size).toBe(1);
    expect(ingested.quarantine).toEqual(
      [12, 13, 14].map((line) => `polls.csv, ${line}: a quote is never closed`),
    );
  });

  it('50: errors of a spreadsheet are no ids', async () => {
    const { ingested, report } = await runCase('50-spreadsheet-error-cells-as-ids');
    expect(report.stores.map(({ store_id }) => store_id)).toEqual(['good', 'undefined']);
    const counts = ingested.outcomes.map(({ name, reasons }) => [
      name,
      reasons["store_id is a spreadsheet's error, such as #N/A or #REF!: correct its formula"],
    ]);
    expect(counts).toEqual([
      ['hours.csv', 49],
      ['polls.csv', 70],
      ['zones.csv', 7],
    ]);
  });
});

describe('timestamps', () => {
  it('15: dates whose order is open make no report, and the reason names both readings', async () => {
    const run = await CaseRun.open('15-excel-dates');
    try {
      const { quarantine } = await run.ingest();
      expect(quarantine[0]).toBe(
        'polls.csv, 2: timestamp_utc can be read in two ways (6/5/2024 can be 6 May or 5 June): set LOOPWATCH_DATE_ORDER to day-month-year or month-day-year',
      );
      await expect(run.report()).rejects.toThrow(
        'all 10 rows of polls.csv in quarantine (timestamp_utc can be',
      );
    } finally {
      await run.close();
    }
  });

  it.each([
    ['month-day-year', '2024-06-05T17:30:00Z'],
    ['day-month-year', '2024-05-06T17:30:00Z'],
  ] as const)('15: the setting %s reads them', async (dateOrder, asOf) => {
    const { report } = await runCase('15-excel-dates', dialect({ dateOrder }));
    expect(report.facts.as_of).toBe(asOf);
    expect(weeksOf(report)).toEqual({ '841': ONE_GOOD_DAY });
  });

  it('15: setting the order has the unchanged file read again, and only once', async () => {
    let dateOrder: CellDialect['dateOrder'] = null;
    const run = await CaseRun.open('15-excel-dates', {
      dialectOf: () => ({ ...PLAIN_DIALECT, dateOrder }),
    });
    try {
      const accepted = async () => {
        const { outcomes } = await run.ingest();
        return Object.fromEntries(outcomes.map((file) => [file.name, file.accepted]));
      };
      expect(await accepted()).toMatchObject({ 'polls.csv': 0 });
      dateOrder = 'month-day-year';
      expect(await accepted()).toMatchObject({ 'polls.csv': 10 });
      expect(await accepted()).toEqual({});
    } finally {
      await run.close();
    }
  });

  it('18: every spelling with one meaning is read, to the microsecond; the reasons of the others are true', async () => {
    const { ingested, report } = await runCase('18-timestamp-vintages');
    expect(report.stores.map(({ store_id }) => store_id)).toEqual(
      [
        ...[
          'bigquery',
          'pg',
          'pgfrac',
          'pandas',
          'pandasfrac',
          'snow',
          'rfc2822z',
          'dotnet7',
          'go9',
          'js',
          'mysql',
        ],
        ...['gmt', 'minus0', 'lower', 'utcnospace', 'y1900', 'zfrac0', 'lowutc'],
      ].sort(),
    );
    const reasons = Object.fromEntries(
      ingested.outcomes.flatMap(({ reasons }) =>
        Object.entries(reasons).map(([text, count]) => [text, count]),
      ),
    );
    expect(reasons).toEqual({
      'timestamp_utc cannot be read: write it as 2023-01-22 12:09:39 UTC': 16,
      'timestamp_utc has an offset or zone other than UTC: write it in UTC, as 2023-01-22 12:09:39 UTC': 1,
      'timestamp_utc can be read in two ways (6/5/2024 can be 6 May or 5 June): set LOOPWATCH_DATE_ORDER to day-month-year or month-day-year': 1,
    });
  });
});

describe('hours', () => {
  it('04: AM and PM are read, and an end of 26:00 is on the next day', async () => {
    const { report } = await runCase('04-hours-ampm-and-26h-mixed');
    expect(weeksOf(report)).toEqual({
      ampm: [56, 0, 0, 56],
      good: [56, 0, 0, 56],
      late26: [48, 8, 0, 56],
    });
  });

  it.each(['06-weekday-1-to-7', '22-takehome-days-1-to-7-real'])(
    '%s: days up to 7 reject the file, naming both readings',
    async (name) => {
      const [message] = Object.values(refusedIn(await ingestCase(name)));
      expect(message).toContain('1 can be Monday and 7 Sunday, or 1 Sunday and 7 Saturday');
      expect(message).toContain('LOOPWATCH_DAY_NUMBERING');
    },
  );

  it.each([
    ['1-is-monday', 66],
    ['1-is-sunday', 66],
  ] as const)('06: the setting %s reads them', async (dayNumbering, business) => {
    const { report } = await runCase('06-weekday-1-to-7', dialect({ dayNumbering }));
    expect(weeksOf(report).iso?.[3]).toBe(business);
  });

  it('06: setting the numbering has the rejected file read again', async () => {
    let dayNumbering: CellDialect['dayNumbering'] = null;
    const run = await CaseRun.open('06-weekday-1-to-7', {
      dialectOf: () => ({ ...PLAIN_DIALECT, dayNumbering }),
    });
    try {
      expect(Object.keys(refusedIn(await run.ingest()))).toEqual(['hours.csv']);
      expect((await run.ingest()).outcomes).toEqual([]);
      dayNumbering = '1-is-monday';
      expect(refusedIn(await run.ingest())).toEqual({});
      expect(weeksOf(await run.report()).iso?.[3]).toBe(66);
    } finally {
      await run.close();
    }
  });

  it('22: read with 1 as Monday', async () => {
    const { report } = await runCase(
      '22-takehome-days-1-to-7-real',
      dialect({ dayNumbering: '1-is-monday' }),
    );
    const weeks = weeksOf(report);
    expect(Object.values(weeks).map(([, , , business]) => business)).toEqual([90, 85, 99, 83]);
    expect(weeks['1']?.slice(0, 2)).toEqual([7.76, 3.51]);
    expect(weeks['3']?.slice(0, 2)).toEqual([5, 8.01]);
  });

  it('07: names of days', async () => {
    const { report } = await runCase('07-weekday-names');
    expect(weeksOf(report).nm?.[3]).toBe(66);
  });

  it('44: each spelling of a time of day with one meaning is read, the others are in quarantine', async () => {
    const { ingested, report } = await runCase('44-time-of-day-vintages');
    const weeks = weeksOf(report);
    for (const store of ['frac', 'ampm', 'sheet', 'ok1'])
      expect([store, weeks[store]]).toEqual([store, ONE_GOOD_DAY]);
    expect(weeks.pgend?.[3]).toBe(168);
    expect(weeks.midam?.[3]).toBe(168);
    expect(weeks.h24?.[3]).toBe(105);
    expect(weeks.h2401?.[3]).toBeCloseTo(105.12, 2);
    const [hours] = ingested.outcomes.filter(({ name }) => name === 'hours.csv');
    expect(hours?.accepted).toBe(8 * 7);
    expect(Object.keys(hours?.reasons ?? {}).sort()).toEqual([
      'end_time_local cannot be read: write it as 17:30 or 5:30 PM',
      'start_time_local cannot be read: write it as 09:00 or 9:00 AM',
    ]);
  });

  it('62: 0.0 is Monday', async () => {
    const { report } = await runCase('62-day-as-float');
    expect(weeksOf(report).r).toEqual(ONE_GOOD_DAY);
  });
});

it('46: mixed line ends, blank cells, short and long rows', async () => {
  const { ingested, report } = await runCase('46-mixed-line-ends-and-blank-cells');
  expect(report.stores[0]).toMatchObject({
    'uptime_last_day(in hours)': 5.5,
    'downtime_last_day(in hours)': 1,
    'unknown_last_day(in hours)': 1.5,
  });
  expect(report.facts.polls).toBe(6);
  expect(ingested.quarantine).toHaveLength(2);
});
