import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLAIN_DIALECT } from '../../../src/contract/file-reading';
import { REASONS } from '../../../src/domain/log/quarantine-reasons';
import { requireInstant } from '../../../src/domain/time/instants';
import { parseFile } from '../../../src/frames/files/parse-file';
import { faultsOf, HOURS, idsOf, POLLS, parseText, poll, pollFile, TIMEZONES } from './parse-text';

const micros = (text: string) => requireInstant(text, 'test');

describe('a good file', () => {
  it('of polls becomes sorted rows: id as text, instant in microseconds, status', async () => {
    const { parsed, rows } = await parseText(
      pollFile(
        '9007199254740993,active,2023-01-22 12:09:39.388884 UTC',
        '10,INACTIVE,2023-01-22T12:00:00Z',
        '9007199254740993, Inactive ,2023-01-21 00:00:00',
        '4f0c7a5e-1111-4222-8333-123456789abc,active,2023-01-22 12:09:39.5',
      ),
    );
    expect(rows).toEqual([
      { store_id: '10', at: micros('2023-01-22 12:00:00'), active: false },
      { store_id: '4f0c7a5e-1111-4222-8333-123456789abc', at: micros('2023-01-22 12:09:39.5'), active: true },
      { store_id: '9007199254740993', at: micros('2023-01-21 00:00:00'), active: false },
      { store_id: '9007199254740993', at: micros('2023-01-22 12:09:39.388884'), active: true },
    ]);
    expect(parsed).toMatchObject({ kind: 'polls', rowsIn: 4, rowsGood: 4, duplicates: 0, quarantined: 0 });
    expect(parsed.span).toEqual({
      fromMicros: micros('2023-01-21 00:00:00'),
      toMicros: micros('2023-01-22 12:09:39.5'),
    });
  });

  it('of menu hours becomes days and seconds, ends read by the rules', async () => {
    const { parsed, rows } = await parseText(
      `store_id,dayOfWeek,start_time_local,end_time_local\n1,0,9:00,23:59:59\n1,6,22:00:00,02:00\n2,1,06:00,06:00\n`,
    );
    expect(rows).toEqual([
      { store_id: '1', day: 0, start: 32_400, end: 86_400 },
      { store_id: '1', day: 6, start: 79_200, end: 93_600 },
      { store_id: '2', day: 1, start: 21_600, end: 108_000 },
    ]);
    expect(parsed).toMatchObject({ kind: 'hours', span: null });
  });

  it('of timezones becomes names; of a repeated store the last row counts', async () => {
    const { parsed, rows } = await parseText(
      `${TIMEZONES}\n2,Asia/Beirut\n1,America/Denver\n2,America/Boise\n`,
    );
    expect(rows).toEqual([
      { store_id: '1', timezone: 'America/Denver' },
      { store_id: '2', timezone: 'America/Boise' },
    ]);
    expect(parsed).toMatchObject({ rowsIn: 3, rowsGood: 2, duplicates: 1, disagreements: 1 });
  });

  it('can repeat a poll: the later in file order counts', async () => {
    const { parsed, rows } = await parseText(
      pollFile(
        '1,active,2023-01-22 12:00:00 UTC',
        '1,inactive,2023-01-22T12:00:00.000Z',
        '2,active,2023-01-22 12:00:00 UTC',
        '2,active,2023-01-22 12:00:00 UTC',
      ),
    );
    expect(rows.map(({ store_id, active }) => [store_id, active])).toEqual([
      ['1', false],
      ['2', true],
    ]);
    expect(parsed).toMatchObject({ rowsIn: 4, rowsGood: 2, duplicates: 2, disagreements: 1, quarantined: 0 });
  });

  it('with only a header has no rows', async () => {
    for (const [header, kind] of [
      [POLLS, 'polls'],
      [HOURS, 'hours'],
      [TIMEZONES, 'timezones'],
    ]) {
      const { parsed, rows, quarantine } = await parseText(`${header}\n`);
      expect([parsed.kind, parsed.rowsIn, parsed.span, rows, quarantine]).toEqual([kind, 0, null, [], []]);
    }
  });
});

describe('any of these file formats is accepted', () => {
  const good = [poll('1'), poll('2', 1)];
  it.each([
    ['a byte-order mark', `\uFEFF${pollFile(...good)}`],
    ['CRLF', pollFile(...good).replaceAll('\n', '\r\n')],
    ['no trailing newline', pollFile(...good).trimEnd()],
    [
      'CRLF without a trailing newline',
      pollFile(...good)
        .replaceAll('\n', '\r\n')
        .trimEnd(),
    ],
    ['blank lines', `${POLLS}\n\n${good[0]}\n\n   \n\n${good[1]}\n\n\n`],
    ['blank lines that end in CRLF', `${POLLS}\r\n\r\n${good[0]}\r\n\r\n${good[1]}\r\n\r\n`],
    ['rows wholly empty', pollFile(good[0] ?? '', ',,', ' , , ', '"","",""', good[1] ?? '', ',,')],
    ['quoted fields', pollFile(...good).replace(/[^,\n]+/g, '"$&"')],
    [
      'quoted fields and CRLF',
      pollFile(...good)
        .replace(/[^,\n]+/g, '"$&"')
        .replaceAll('\n', '\r\n'),
    ],
    ['blanks around fields', pollFile(...good).replaceAll(',', ' , ')],
    ['blanks around quotes', pollFile(...good).replace(/[^,\n]+/g, ' "$&" ')],
    ['semicolons', pollFile(...good).replaceAll(',', ';')],
    ['tabs', pollFile(...good).replaceAll(',', '\t')],
    ['UTF-16, little-endian', Buffer.from(`\uFEFF${pollFile(...good)}`, 'utf16le')],
    ['UTF-16, little-endian, without a mark', Buffer.from(pollFile(...good), 'utf16le')],
    ['UTF-16, big-endian, without a mark', Buffer.from(pollFile(...good), 'utf16le').swap16()],
    ['blank lines before the header', `\n \r\n,,\n${pollFile(...good)}`],
    ['a line sep=;', `sep=;\r\n${pollFile(...good).replaceAll(',', ';')}`],
    ['a line "sep=,"', `\uFEFF"sep=,"\n${pollFile(...good)}`],
    ['a line sep=|', `sep=|\n${pollFile(...good).replaceAll(',', '|')}`],
    [
      'a line sep=| and quotes',
      `sep=|\n${pollFile(...good)
        .replace(/[^,\n]+/g, ' "$&" ')
        .replaceAll(',', '|')}`,
    ],
    ['UTF-16, big-endian', Buffer.from(`\uFEFF${pollFile(...good)}`, 'utf16le').swap16()],
    [
      'other spellings of the header',
      pollFile(...good).replace(POLLS, ' Store_ID ,STATUS,Timestamp UTC'.replace('p U', 'p_U')),
    ],
    ['a trailing separator', pollFile(...good.map((line) => `${line},`))],
  ])('%s', async (_name, content) => {
    const text = await parseText(content);
    expect(faultsOf(text)).toEqual([]);
    expect(text.rows).toEqual([
      { store_id: '1', at: micros('2023-01-22 12:00:00'), active: true },
      { store_id: '2', at: micros('2023-01-22 12:01:00'), active: true },
    ]);
  });

  it('columns in another order, and additional ones', async () => {
    const text = await parseText(
      'note,timestamp_utc,store_id,region,status\nlate,2023-01-22 12:00:00,1,,active\n,2023-01-22 12:00:00,2,EU,inactive\n',
    );
    expect(text.rows.map(({ store_id, active }) => [store_id, active])).toEqual([
      ['1', true],
      ['2', false],
    ]);
    expect(faultsOf(text)).toEqual([]);
  });

  it('a thousand columns; only rows without any cell are blank', async () => {
    const others = ','.repeat(997);
    const text = await parseText(
      `${POLLS}${',c'.repeat(997)}\n${poll('1')}${others}\n,,${others}\n"",, ${others}""\n,,${others}x\n${poll('2')}\n`,
    );
    expect(idsOf(text)).toEqual(['1', '2']);
    expect(faultsOf(text)).toEqual(['5: store_id is missing']);
  });

  it('a quoted field over several lines, and separators and quotes inside quotes', async () => {
    const text = await parseText(
      `${POLLS},note\n${poll('1')},"two\nlines, ""quoted"""\n${poll('2')},"a\r\n\r\nb"\n${poll('3')},x\n4,bad,,\n`,
    );
    expect(idsOf(text)).toEqual(['1', '2', '3']);
    expect(faultsOf(text)).toEqual(['8: status is neither active nor inactive']);
  });
});

describe('a file that is rejected as a whole, with a message', () => {
  it.each([
    ['an empty file', '', 'the file is empty'],
    ['a byte-order mark alone', '\uFEFF', 'the file has no header: its lines are blank'],
    ['blank lines alone', '\n\n , \n', 'the file has no header: its lines are blank'],
    [
      'a title above the header',
      `Polls of May\n\n${pollFile(poll('1'))}`,
      'its line 1, "Polls of May", stands',
    ],
    ['columns separated by |', pollFile(poll('1')).replaceAll(',', '|'), 'its columns are separated by "|"'],
    ['a strange separator', `sep=:\n${pollFile(poll('1'))}`, 'its line "sep=:" sets a separator'],
    ['a missing column', 'store_id,status\n1,active\n', 'the column timestamp_utc is missing'],
    ['a renamed column', `id,status,timestamp_utc\n${poll('1')}\n`, 'the column store_id is missing'],
    ['a column twice', `store_id,status,status,timestamp_utc\n`, 'the column status stands twice'],
    ['no header', `${poll('1')}\n${poll('2')}\n`, 'is that of no input'],
    ['text that is no CSV', 'Dear all,\nplease find attached\n', 'is that of no input'],
    ['a log-in page', '<!DOCTYPE html>\n<html><body>Sign in</body></html>\n', 'the file is a web page'],
    ['a log-in page without a doctype', '\n  <html lang="en">\n', 'the file is a web page'],
    ['half a workbook', Buffer.from('504b030414000600080000002100', 'hex'), 'its copy was cut short'],
    ['lines that end in CR alone', pollFile(poll('1')).replaceAll('\n', '\r'), 'carriage returns alone'],
    [
      'a header longer than any line may be',
      'x'.repeat(1_100_000),
      'its header has more than 1,000,000 bytes: at most 100,000 are read',
    ],
    [
      'a long header',
      `${POLLS},${'x'.repeat(200_000)}\n`,
      'its header has 200,030 bytes: at most 100,000 are read',
    ],
    [
      '5,000 columns',
      `${POLLS}${',c'.repeat(4_997)}\n`,
      'its header has 5,000 columns: at most 1,000 are read',
    ],
    ['200,000 columns', `${POLLS}${',c'.repeat(199_997)}\n`, 'its header has 400,023 bytes: at most 100,000'],
    ['ten million commas', ','.repeat(10_000_000), 'its header has more than 1,000,000 bytes'],
    ['NULs alone', Buffer.alloc(3_000_000), 'the file is not text'],
  ])('%s', async (_name, content, message) => {
    await expect(parseText(content)).rejects.toMatchObject({
      code: 'FILE_REJECTED',
      message: expect.stringContaining(message),
      remedy: expect.stringMatching(/\w/),
    });
  });
});

describe('an unreadable row is quarantined, and the other rows stay good', () => {
  it.each([
    ['a wrong status word', '3,open,2023-01-22 12:00:00', 'status is neither active nor inactive'],
    ['a missing status', '3,,2023-01-22 12:00:00', 'status is neither active nor inactive'],
    ['a date that does not exist', '3,active,2023-02-30 12:00:00', REASONS.timestamp],
    ['an hour that does not exist', '3,active,2023-01-22 24:00:00', REASONS.timestamp],
    ['a second that does not exist', '3,active,2023-01-22 12:00:60', REASONS.timestamp],
    ['another offset than UTC', '3,active,2023-01-22 12:00:00+01:00', REASONS.timestampZone],
    ['ten digits of fraction', '3,active,2023-01-22 12:00:00.1234567890', REASONS.timestamp],
    ['a date as spreadsheets write it', '3,active,1/22/2023 12:00', REASONS.timestampMonthFirst],
    ['a missing timestamp', '3,active,', REASONS.timestamp],
    ['too few fields', '3,active', REASONS.timestamp],
    ['a lone word', 'total', 'status is neither active nor inactive'],
    ['too many fields', `${poll('3')},more`, 'the row has more fields than the header'],
    ['far too many fields', '1,2,3,4,5,6,7,8,9', 'the row has more fields than the header'],
    [
      'a poll of the far future',
      '3,active,2023-02-01 01:00:00.000001',
      'timestamp_utc lies in the future: the row comes in once the clock has passed it',
    ],
    ['an id with blanks', poll('3 4'), 'store_id holds blanks or unprintable characters'],
    ['an id with a control character', poll('3\u0007'), 'store_id holds blanks or unprintable characters'],
    ['a missing id', poll(''), 'store_id is missing'],
    ['an id of 201 characters', poll('x'.repeat(201)), 'store_id is longer than 200 characters'],
    [
      'the id 8.4E+18',
      poll('8.4E+18'),
      'store_id was turned into a number by a spreadsheet: format its column as plain text',
    ],
    [
      'the id 8.4e18',
      poll('8.4e18'),
      'store_id was turned into a number by a spreadsheet: format its column as plain text',
    ],
    [
      'the id 123.0',
      poll('123.0'),
      'store_id was turned into a number by a spreadsheet: format its column as plain text',
    ],
    ['NUL bytes', poll('3\0'), 'the line holds NUL bytes'],
    ['an unclosed quote', '3,"active,2023-01-22 12:00:00', 'a quote is never closed'],
    ['a stray quote', '3,ac"tive,2023-01-22 12:00:00', 'status is neither active nor inactive'],
    ['a quote inside quotes', '3,"ac"tive",2023-01-22 12:00:00', REASONS.innerQuote],
    ['the header again', POLLS, 'status is neither active nor inactive'],
  ])('%s', async (_name, line, reason) => {
    const text = await parseText(pollFile(poll('1'), line, poll('2')));
    expect(text.quarantine).toEqual([{ line: 3, reason, raw: line }]);
    expect(idsOf(text)).toEqual(['1', '2']);
    expect(text.parsed).toMatchObject({ rowsIn: 3, rowsGood: 2, quarantined: 1, reasons: { [reason]: 1 } });
  });

  it.each([
    ['a start of 25:00', '3,1,25:00,26:00', REASONS.start],
    ['an end of 48:01', '3,1,20:00,48:01', REASONS.end],
    ['a start of 24:00', '3,1,24:00,10:00', REASONS.start],
    ['day 8', '3,8,09:00,10:00', REASONS.day],
    ['a day in French', '3,Lundi,09:00,10:00', REASONS.day],
    ['a missing end', '3,1,09:00', REASONS.end],
  ])('hours: %s', async (_name, line, reason) => {
    const text = await parseText(`${HOURS}\n1,1,09:00,17:00\n${line}\n2,1,09:00,17:00\n`);
    expect(text.quarantine).toEqual([{ line: 3, reason, raw: line }]);
    expect(idsOf(text)).toEqual(['1', '2']);
  });

  it.each(['Mars/Olympus', '', '+05:00', 'America', 'America/Chicago;', 'IST', 'PST', '#N/A'])(
    'timezones: "%s"',
    async (zone) => {
      const text = await parseText(`${TIMEZONES}\n1,UTC\n3,${zone}\n2,Asia/Beirut\n`);
      expect(text.quarantine).toEqual([{ line: 3, reason: REASONS.timezone, raw: `3,${zone}` }]);
      expect(idsOf(text)).toEqual(['1', '2']);
    },
  );

  it('accepts a poll up to an hour ahead of the clock: clocks differ', async () => {
    expect(idsOf(await parseText(pollFile('1,active,2023-02-01 01:00:00')))).toEqual(['1']);
  });

  it('bytes that are not UTF-8, and binary junk', async () => {
    const junk = Buffer.from([0x80, 0xff, 0x00, 0x0a, 0xc3, 0x28, 0x0a]);
    const text = await parseText(
      Buffer.concat([Buffer.from(pollFile(poll('1'))), junk, Buffer.from(`${poll('2')}\n`)]),
    );
    expect(faultsOf(text)).toEqual(['3: the line holds NUL bytes', '4: the line is not UTF-8']);
    expect(idsOf(text)).toEqual(['1', '2']);
  });

  it('good rows after an unclosed quote are kept, even before a second unclosed quote', async () => {
    const text = await parseText(
      pollFile('1,active,"2023-01-22', poll('2'), poll('3'), '",', poll('4'), '"'),
    );
    expect(idsOf(text)).toEqual(['2', '3', '4']);
    expect(faultsOf(text)).toEqual([2, 5, 7].map((line) => `${line}: a quote is never closed`));
  });

  it('lines of 5 MB and of 100 MB, between good ones, with the line numbers right after them', async () => {
    const lines = [
      poll('1'),
      'x'.repeat(5_000_000),
      poll('2'),
      'bad',
      'y'.repeat(100_000_000),
      poll('3'),
      'bad',
    ];
    const text = await parseText(Buffer.from(pollFile(...lines)));
    expect(idsOf(text)).toEqual(['1', '2', '3']);
    expect(faultsOf(text)).toEqual([
      '3: the line is longer than 1 MB',
      '5: status is neither active nor inactive',
      '6: the line is longer than 1 MB',
      '8: status is neither active nor inactive',
    ]);
    expect(text.quarantine.every(({ raw }) => raw.length <= 2_000)).toBe(true);
  });

  it('a line longer than 1 MB that never ends', async () => {
    const text = await parseText(`${pollFile(poll('1'))}${'z'.repeat(1_000_001)}`);
    expect(faultsOf(text)).toEqual(['3: the line is longer than 1 MB']);
    expect(text.parsed.end).toEqual({ bytes: pollFile(poll('1')).length, lines: 2 });
  });
});

describe('resuming at the end of an earlier ingestion', () => {
  const before = pollFile(poll('1'), 'bad', '', poll('2'));
  const after = `${poll('3')}\nworse\n${poll('1')}\n`;

  it('reads only the new lines, and counts lines from the start of the file', async () => {
    const first = await parseText(before);
    expect(first.parsed.end).toEqual({ bytes: before.length, lines: 5 });
    const second = await parseText(before + after, first.parsed.end);
    expect(idsOf(second)).toEqual(['1', '3']);
    expect(faultsOf(second)).toEqual(['7: status is neither active nor inactive']);
    expect(second.parsed).toMatchObject({
      rowsIn: 3,
      end: { bytes: before.length + after.length, lines: 8 },
    });
  });

  it('reads a last line without a newline now, and again the next time', async () => {
    const cut = before + after.slice(0, 20);
    const first = await parseText(cut);
    expect(faultsOf(first).at(-1)).toBe(`6: ${REASONS.timestamp}`);
    expect(first.parsed.end).toEqual({ bytes: before.length, lines: 5 });
    expect(idsOf(await parseText(before + after, first.parsed.end))).toEqual(['1', '3']);
  });

  it('does not count a header without a newline as a complete line', async () => {
    const { parsed } = await parseText(POLLS);
    expect(parsed.end).toEqual({ bytes: POLLS.length, lines: 0 });
  });

  it('finds no new rows in an unchanged file', async () => {
    const { parsed, quarantine } = await parseText(before, { bytes: before.length, lines: 5 });
    expect(parsed).toMatchObject({ rowsIn: 0, span: null, end: { bytes: before.length, lines: 5 } });
    expect(quarantine).toEqual([]);
  });
});

it('removes the copy of a UTF-16 file when the disk is full', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loopwatch-full-'));
  const at = (name: string) => join(folder, name);
  try {
    writeFileSync(at('in.csv'), Buffer.from(`\uFEFF${pollFile(poll('1'))}`, 'utf16le'));
    symlinkSync('/dev/full', at('rows.utf8'));
    const request = {
      nowMicros: 0,
      dialect: PLAIN_DIALECT,
      resumeFrom: null,
      readsOpenLine: true,
      partRows: 9,
      quarantinePath: at('bad.jsonl'),
    };
    const parsed = parseFile({ ...request, path: at('in.csv'), rowsPath: at('rows') });
    await expect(parsed).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(readdirSync(folder)).toEqual(['in.csv']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('rows of hours and timezones that say something about others', () => {
  it('are closed days, where both times are blank beside a valid day', async () => {
    const { parsed, rows } = await parseText(`${HOURS}\n1,0,09:00,17:00\n1,1,,\n1,1, ,""\n2,6,,\n`);
    expect(rows).toEqual([
      { store_id: '1', day: 0, start: 32_400, end: 61_200 },
      { store_id: '1', day: 1, start: null, end: null },
      { store_id: '2', day: 6, start: null, end: null },
    ]);
    expect(parsed).toMatchObject({ rowsIn: 4, rowsGood: 3, duplicates: 1, quarantined: 0 });
  });

  it('mark their store with a row of nulls where they are quarantined, once', async () => {
    const { parsed, rows } = await parseText(
      `${HOURS}\n2,9,09:00,17:00\n1,0,09:00,17:00\n1,1,nine,17:00\n1,2,09:00,\n3,0,09:00,17:00,x,y\n`,
    );
    expect(rows).toEqual([
      { store_id: '1', day: null, start: null, end: null },
      { store_id: '1', day: 0, start: 32_400, end: 61_200 },
      { store_id: '2', day: null, start: null, end: null },
      { store_id: '3', day: null, start: null, end: null },
    ]);
    expect(parsed).toMatchObject({ rowsIn: 5, rowsGood: 1, quarantined: 4, rowsOfUnknownStores: 0 });
    const zones = await parseText(`${TIMEZONES}\n1,UTC\n1,\n2,Mars/Olympus\n3,UTC\n`);
    expect(zones.rows).toEqual([
      { store_id: '1', timezone: null },
      { store_id: '1', timezone: 'UTC' },
      { store_id: '2', timezone: null },
      { store_id: '3', timezone: 'UTC' },
    ]);
  });

  it('are counted as of unknown stores where no id can be read, but not footers and comments', async () => {
    const bad = [
      '8.4E+18,0,09:00,17:00',
      ',0,09:00,17:00',
      'a b,0,,',
      '"7,0,09:00,17:00',
      '\u0000,0,09:00,17:00',
    ];
    const footers = ['Exported by hand', '# a comment,,,', '8.4E+18,,,', 'the end\u0000'];
    const { parsed, rows } = await parseText(
      `${HOURS}\n1,0,09:00,17:00\n${[...bad, ...footers].join('\n')}\n`,
    );
    expect(rows).toHaveLength(1);
    expect(parsed).toMatchObject({ quarantined: 9, rowsOfUnknownStores: 5 });
  });

  it('mark their store where the line is not text, but its id is certain', async () => {
    const latin = (text: string) => Buffer.from(text, 'latin1');
    const { parsed, rows } = await parseText(
      Buffer.concat([latin(`name,${TIMEZONES}\n`), latin('Café,1,UTC\nCafe,2,UTC\n"Caf\xe9,x",3,UTC\n')]),
    );
    expect(rows).toEqual([
      { store_id: '1', timezone: null },
      { store_id: '2', timezone: 'UTC' },
    ]);
    expect(parsed).toMatchObject({ quarantined: 2, rowsOfUnknownStores: 1 });
  });
});
