import { REASONS } from '../../../src/domain/log/quarantine-reasons';
import { requireInstant } from '../../../src/domain/time/instants';
import { faultsOf, HOURS, idsOf, POLLS, parseText, poll, pollFile, TIMEZONES } from './parse-text';

/** Reads one row for each text, in one file: parsing many files is slow. @returns what became of each row. */
async function fatesOf(texts: readonly string[], toRow: (text: string) => string): Promise<unknown[]> {
  const { rows, quarantine } = await parseText(
    `${POLLS},number\n${texts.map((text, index) => `${toRow(text)},${index}\n`).join('')}`,
  );
  const reasons = new Map(quarantine.map(({ line, reason }) => [line - 2, reason]));
  const ids = new Set(rows.map((row) => row.store_id));
  return texts.map((text, index) => [text, reasons.get(index) ?? ids.has(text)]);
}

describe('store ids', () => {
  const fates = (...written: string[]) =>
    fatesOf(written, (text) => poll(text.includes(',') ? `"${text}"` : text));
  const all = (written: readonly string[], fate: unknown) => written.map((text) => [text, fate]);

  it('are trimmed of blanks and invisible characters', async () => {
    const written = [
      '\u200Ba',
      'b\uFEFF',
      '\u00A0c\u00A0\u202F',
      '\u200Fd\u200E\u061C',
      ' \u200B \uFEFFe\u2060\t',
      '"\u200Bf"',
    ];
    const text = await parseText(pollFile(...written.map((id) => poll(id))));
    expect([idsOf(text), faultsOf(text)]).toEqual([['a', 'b', 'c', 'd', 'e', 'f'], []]);
  });

  it('go to quarantine with invisible characters inside', async () => {
    const written = ['a\u200Bb', 'a\u00ADb', 'a\u202Eb', 'a\uFEFFb', 'a\u200Db'];
    expect(await fates(...written)).toEqual(all(written, REASONS.idInvisible));
  });

  it('go to quarantine with blanks and controls inside', async () => {
    const written = ['a\u00A0b', 'a b', 'a\u2003b', 'a\u0085b', 'a\u0007b'];
    expect(await fates(...written)).toEqual(all(written, REASONS.idBlanks));
  });

  it('go to quarantine as errors of a spreadsheet', async () => {
    const written =
      '#N/A #n/a #REF! #VALUE! #NAME? #DIV/0! #NUM! #NULL! #ERROR! #SPILL! #CALC! #BEZUG! #NV #¡REF! #GETTING_DATA ######## Err:502 Loading... Loading… loading...'.split(
        ' ',
      );
    expect(await fates(...written)).toEqual(all(written, REASONS.idError));
  });

  it('go to quarantine as numbers of a spreadsheet', async () => {
    const written = ['8,4E+18', '8.4E+18', '2.57E+14', '257000000000000.0'];
    expect(await fates(...written)).toEqual(all(written, REASONS.idNumber));
  });

  it('stay as they are otherwise', async () => {
    const written =
      'NaN null None 1e5 1E5 007 \'007 #frag #1 Loading Zürich 店 👨‍👩‍👧 🧑🏽‍🍳x ="007" =1+1 8419537941919820732 joes-12" 1_000 X!'.split(
        ' ',
      );
    expect(await fates(...written)).toEqual(all(written, true));
  });
});

describe('timestamps', () => {
  it('with one meaning are read', async () => {
    const at = requireInstant('2023-01-22 12:00:00', 'noon');
    const written = new Map([
      ['2023-01-22 12:00:00+00', at],
      ['2023-01-22 12:00:00.5+00', at + 500_000],
      ['2023-01-22 12:00:00 +0000', at],
      ['2023-01-22 12:00:00-00:00', at],
      ['2023-01-22 12:00:00 GMT', at],
      ['2023-01-22t12:00:00z', at],
      ['2023-01-22T12:00:00.0000000Z', at],
      ['2023-01-22T12:00:00.388884999Z', at + 388_884],
      ['\u00A02023-01-22 12:00:00\u200B', at],
    ]);
    const { rows } = await parseText(
      pollFile(...[...written.keys()].map((text, index) => `${index},active,${text}`)),
    );
    expect(rows).toEqual(
      [...written.values()].map((micros, index) => ({ store_id: String(index), at: micros, active: true })),
    );
  });

  it('of other forms are in quarantine with a true reason', async () => {
    const written = new Map<string, string>([
      ['2023-01-22 12:00:00+02:00', REASONS.timestampZone],
      ['2023-01-22T12:00:00-05', REASONS.timestampZone],
      ['2023-01-22 12:00:00 CET', REASONS.timestampZone],
      ['2023-01-22 12:00:00 GMT+02:00', REASONS.timestampZone],
      ['2023-01-22T12:00:00+02:00[Europe/Paris]', REASONS.timestampZone],
      ['2023-01-22 12:00:00 Europe/Berlin', REASONS.timestampZone],
      ['2023-01-22 12:00:00 PM', REASONS.timestamp],
      ['2023-01-22T12:00Z', REASONS.timestamp],
      ['2023-01-22 12:00:00 UTC+0', REASONS.timestamp],
      ['6/5/2022 8:30', REASONS.timestampOrder],
      ['06.05.2022 08:30:00', REASONS.timestampOrder],
      ['13/5/2022 8:30', REASONS.timestampDayFirst],
      ['5/13/2022 8:30', REASONS.timestampMonthFirst],
      ['2022/05/06 08:30:00', REASONS.timestamp],
      ['1674389379', REASONS.timestamp],
      ['', REASONS.timestamp],
    ]);
    expect(await fatesOf([...written.keys()], (text) => `7,active,${text}`)).toEqual([...written]);
  });

  it('the setting of the source gives the order of dates; other rows stay as they are', async () => {
    const file = pollFile(
      '1,active,6/5/2022 8:30',
      '2,active,13/5/2022 8:30 PM',
      '3,active,2022-05-06 08:30:00',
      '4,active,5/13/2022 8:30',
    );
    const dayFirst = await parseText(file, null, 9, { dateOrder: 'day-month-year' });
    const instants = ['2022-05-06 08:30:00', '2022-05-13 20:30:00', '2022-05-06 08:30:00'];
    expect(dayFirst.rows.map((row) => row.at)).toEqual(instants.map((text) => requireInstant(text, 'row')));
    expect(faultsOf(dayFirst)).toEqual([`5: ${REASONS.timestampNotInOrder}`]);
    const monthFirst = await parseText(file, null, 9, { dateOrder: 'month-day-year' });
    expect(idsOf(monthFirst).sort()).toEqual(['1', '3', '4']);
  });
});

describe('menu hours', () => {
  const hours = (...lines: string[]) => `${HOURS}\n${lines.join('\n')}\n`;

  it('are read in each spelling with one meaning', async () => {
    const written: readonly (readonly [string, number, number, number])[] = [
      ['0,9:00 AM,5:00 PM', 0, 32_400, 61_200],
      ['Mon,09:00:00.000000,17:00:00.000000', 0, 32_400, 61_200],
      ['sunday,18:00,26:00', 6, 64_800, 93_600],
      ['4.0,1899-12-30 09:00:00,23:59:59.999999', 4, 32_400, 86_400],
      ['1,12:00 AM,11:59 PM', 1, 0, 86_400],
      ['1,09:00,33:00', 1, 32_400, 118_800],
      ['1,09:00,47:59', 1, 32_400, 172_800],
      ['1,09:00,48:00', 1, 32_400, 172_800],
    ];
    const { rows } = await parseText(hours(...written.map(([cells], index) => `${index},${cells}`)));
    expect(rows).toEqual(
      written.map(([, day, start, end], index) => ({ store_id: String(index), day, start, end })),
    );
  });

  it('a 7 anywhere rejects the whole file, unless the setting gives the numbering', async () => {
    const file = hours('1,1,09:00,17:00', '2,7,09:00,17:00');
    await expect(parseText(file)).rejects.toMatchObject({
      code: 'FILE_REJECTED',
      message: expect.stringContaining('1 can be Monday and 7 Sunday, or 1 Sunday and 7 Saturday'),
    });
    const days = async (dayNumbering: '1-is-monday' | '1-is-sunday' | '0-is-monday') => {
      const text = await parseText(file, null, 9, { dayNumbering });
      return [text.rows.map(({ day }) => day), faultsOf(text)];
    };
    expect(await days('1-is-monday')).toEqual([[0, 6], []]);
    expect(await days('1-is-sunday')).toEqual([[6, 5], []]);
    expect(await days('0-is-monday')).toEqual([[1, null], [`3: ${REASONS.dayNumbering}`]]);
  });
});

it('days from 1 to 6 are read with 0 as Monday, with a note, unless the setting gives the numbering', async () => {
  const file = `${HOURS}\n${[1, 2, 3, 4, 5, 6].map((day) => `1,${day},09:00,17:00\n`).join('')}`;
  const { parsed, rows } = await parseText(file);
  expect(rows.map(({ day }) => day)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(parsed.note).toContain('no row has the day 0');
  expect((await parseText(file, null, 9, { dayNumbering: '0-is-monday' })).parsed.note).toBeNull();
  expect((await parseText(`${file}2,0,09:00,17:00\n`)).parsed.note).toBeNull();
});

it('a zone is read in any case, and written as the tz database spells it', async () => {
  const { rows } = await parseText(`${TIMEZONES}\n1,america/new_york\n2,US/Pacific\n3,UTC\u00A0\n`);
  expect(rows.map(({ timezone }) => timezone)).toEqual(['America/New_York', 'US/Pacific', 'UTC']);
});

it('quarantine counts lines of the file, whatever stands above the header', async () => {
  const text = await parseText(
    `\n\nsep=;\n\n${pollFile('1,on,2023-01-22 12:00:00', poll('2')).replaceAll(',', ';')}`,
  );
  expect(faultsOf(text)).toEqual([`6: ${REASONS.status}`]);
  expect(idsOf(text)).toEqual(['2']);
  const { end } = text.parsed;
  expect(end.lines).toBe(7);
});

it('UTF-16 without a byte-order mark is read, ids of other scripts included', async () => {
  const ids = ['店一', 'Āda', '7'];
  for (const bytes of [
    Buffer.from(pollFile(...ids.map((id) => poll(id))), 'utf16le'),
    Buffer.from(pollFile(...ids.map((id) => poll(id))), 'utf16le').swap16(),
  ])
    expect(idsOf(await parseText(bytes)).sort()).toEqual([...ids].sort());
});
