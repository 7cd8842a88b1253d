import fc from 'fast-check';
import { REASONS } from '../../../src/domain/log/quarantine-reasons';
import { parseText, pollFile } from './parse-text';

/** The same lines with one more column, which only the general reader accepts. */
function inEveryForm(file: string): string {
  return file.replaceAll('\n', ',\n').replace('timestamp_utc,', 'timestamp_utc,note');
}

const PLAIN_ID = 'Az_-0'.repeat(40);
const id = fc.oneof(
  { weight: 12, arbitrary: fc.stringMatching(/^[0-9A-Za-z_-]{1,6}$/) },
  fc.constantFrom(1, 63, 64, 65, 199, 200, 201).map((length) => PLAIN_ID.slice(0, length)),
  fc.constantFrom(
    ...[
      '',
      ' ',
      ' 7 ',
      '7\t',
      '\uFEFF7',
      '\u00A07',
      '7\u200B',
      '\u202E7',
      '7\u200B7',
      '#N/A',
      'Loading...',
      'a b',
      'null',
      'NA',
      '#7',
      "'7'",
      '"7"',
      '"7',
      'a.b',
      '007',
      '+7',
    ],
    ...[
      '8.4E+18',
      '8e+18',
      '8E18',
      '8.4e18',
      '123.0',
      'Zürich',
      '店',
      '😀',
      '\u0000',
      '\u007F',
      '\uFFFD',
      '$',
      '__proto__',
    ],
  ),
);
const two = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
const timestamp = fc
  .tuple(
    fc.constantFrom(
      ...[
        '2023',
        '2024',
        '2023',
        '1969',
        '1970',
        '1900',
        '2000',
        '2100',
        '0001',
        '0099',
        '0999',
        '1000',
        '1683',
      ],
      ...['1684', '1685', '9999', '2x23', '023', '12023', '-023'],
    ),
    two(13),
    two(32),
    fc.constantFrom(' ', ' ', ' ', 'T', 't'),
    two(25),
    two(61),
    two(61),
    fc.constantFrom('', '.', '.5', '.000001', '.123456', '.1234567', '.123456789', '.12x', '.999999', '. 5'),
    fc.constantFrom(
      '',
      ' UTC',
      ' UTC',
      'Z',
      ' utc',
      ' UT',
      ' UTC ',
      'UTC',
      '  UTC',
      '+00:00',
      ' +00:00',
      '+01:00',
      '+00',
      ' GMT',
      '-00:00',
    ),
  )
  .map(([year, month, day, t, hour, minute, second, fraction, zone]) =>
    [`${year}-${month}-${day}`, t, `${hour}:${minute}:${second}`, fraction, zone].join(''),
  );
const usual = fc
  .tuple(two(23), two(59))
  .map(([hour, minute]) => `2023-01-22 ${hour}:${minute}:09.388884 UTC`);
const line = fc
  .tuple(
    id,
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('active', 'inactive') },
      fc.constantFrom('Active', 'INACTIVE', 'activ', 'actives', ' active', 'active ', ''),
    ),
    fc.oneof({ weight: 3, arbitrary: usual }, timestamp),
  )
  .map((cells) => cells.join(','));
const lines = fc.array(
  fc.oneof({ weight: 12, arbitrary: line }, fc.constantFrom('', ' ', ',', ',,', '1', '1,active', '\r')),
  { minLength: 1, maxLength: 40, size: 'max' },
);

it('the fast reader reads plain polls as the general reader does, with any lines between them', async () => {
  let odd = 0;
  await fc.assert(
    fc.asyncProperty(lines, fc.constantFrom('\n', '\r\n', ''), async (lines, end) => {
      // Each line's end, or the file's last line without one.
      const file = end === '' ? pollFile(...lines).slice(0, -1) : pollFile(...lines.join(end).split('\n'));
      const plain = await parseText(file);
      const other = await parseText(inEveryForm(file));
      odd += other.quarantine.length;
      expect(plain.rows).toEqual(other.rows);
      expect(plain.quarantine.map(({ line: at, reason }) => [at, reason])).toEqual(
        other.quarantine.map(({ line: at, reason }) => [at, reason]),
      );
      const { rowsIn, duplicates, disagreements, reasons, span } = other.parsed;
      expect(plain.parsed).toMatchObject({ rowsIn, duplicates, disagreements, reasons, span });
    }),
    { seed: 20_230_127, numRuns: 60 },
  );
  expect(odd).toBeGreaterThan(100);
});

it('a file in random order is sorted, and the last poll in file order stays for each instant', async () => {
  const minutes = Array.from({ length: 600 }, (_, index) => (index * 7_919) % 600);
  const at = (minute: number) =>
    `2023-01-22 ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;
  const { parsed, rows } = await parseText(
    pollFile(
      ...minutes.map((minute) => `1,active,${at(minute)}`),
      ...minutes.map((minute) => `1,${minute % 2 === 0 ? 'active' : 'inactive'},${at(minute)}`),
    ),
  );
  expect(parsed).toMatchObject({ rowsIn: 1_200, rowsGood: 600, duplicates: 600, disagreements: 300 });
  expect(rows.map(({ active }) => active)).toEqual(minutes.map((_, minute) => minute % 2 === 0));
  const instants = rows.map((row) => Number(row.at));
  expect(instants).toEqual([...instants].sort((a, b) => a - b));
});

it('polls too old to be exact to the microsecond are quarantined in any form', async () => {
  const { rows, quarantine } = await parseText(
    pollFile(
      '1,active,0001-01-01 00:00:00',
      '1,active,1684-07-28 00:12:25.259008',
      '1,active,1684-07-28 00:12:25.259009',
      '2,active,1684-07-28T00:12:25.259008Z',
      '2,active,1685-01-01 00:00:00.000001',
    ),
  );
  expect(rows.map((row) => Number(row.at))).toEqual([Number.MIN_SAFE_INTEGER, -8_993_635_199_999_999]);
  expect(quarantine.map(({ line: at, reason }) => `${at}: ${reason}`)).toEqual(
    [2, 3, 5].map((at) => `${at}: ${REASONS.timestamp}`),
  );
});
