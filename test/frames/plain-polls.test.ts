import fc from 'fast-check';
import { parseText, pollFile } from './parse-text';

/** The same lines with a column more, which only the reader of every form takes. */
function inEveryForm(file: string): string {
  return file.replaceAll('\n', ',\n').replace('timestamp_utc,', 'timestamp_utc,note');
}

const id = fc.stringMatching(/^[0-9A-Za-z_-]{1,6}$/);
const two = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
const timestamp = fc
  .tuple(
    fc.constantFrom('2023', '2024', '2023', '1969', '0999', '1000', '2x23'),
    two(13),
    two(32),
    fc.constantFrom(' ', ' ', ' ', 'T'),
    two(25),
    two(61),
    two(61),
    fc.constantFrom('', '.', '.5', '.000001', '.123456', '.1234567', '.12x'),
    fc.constantFrom('', ' UTC', ' UTC', 'Z', ' utc', ' UT', ' UTC '),
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
      fc.constantFrom('Active', 'activ', ''),
    ),
    fc.oneof({ weight: 3, arbitrary: usual }, timestamp),
  )
  .map((cells) => cells.join(','));

it('plain polls are read as the reader of every form reads them, be there what may between them', async () => {
  let odd = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 40, size: 'max' }), async (lines) => {
      const file = pollFile(...lines);
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

it('a file in no order of time is sorted, and of one instant the last word in file order stays', async () => {
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
