import fc from 'fast-check';
import { parseText, poll } from './parse-text';

const LINES = { seed: 20_230_126, numRuns: 40 };
const HEADER = 'store_id,status,timestamp_utc';

interface Line {
  readonly text: Buffer;
  readonly kind: 'good' | 'junk' | 'blank';
  /** The poll of a good line. */
  readonly id: string;
}

const id = fc.stringMatching(/^[0-9a-f]{1,6}$/);
const minute = fc.nat(59);

/** A poll in one of the many valid forms. */
const goodLine: fc.Arbitrary<Line> = fc
  .tuple(id, minute, fc.constantFrom(',plain', ',quoted', ',blanks', ',loose', ',return'))
  .map(([store, at, form]) => {
    const plain = poll(`g${store}`, at);
    const written: Record<string, string> = {
      ',plain': plain,
      ',quoted': plain.replace(/[^,]+/g, '"$&"'),
      ',blanks': plain.replaceAll(',', ' ,\t'),
      ',loose': plain.replace(/[^,]+/g, ' "$&" '),
      ',return': `${plain}\r`,
    };
    return { text: Buffer.from(written[form] ?? plain), kind: 'good', id: `g${store}` };
  });

const junkText = fc.oneof(
  fc.constantFrom('"', '",', ',"', '""",', '1,"active', '1,active,"2023', '"1","active', 'x"y,active,2023'),
  fc.stringMatching(/^[ -~]{1,60}$/),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  fc.tuple(id, minute).map(([store, at]) => `${poll(store, at)},surplus`),
  fc.tuple(id, minute).map(([store, at]) => `"${poll(store, at)}`),
);
const junkLine: fc.Arbitrary<Line> = fc
  .oneof(
    junkText.map((text) => Buffer.from(text.replaceAll('\n', ' '))),
    fc
      .uint8Array({ minLength: 1, maxLength: 40 })
      .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 10 ? 0 : byte)))),
  )
  .filter((text) => !/^[\s,"]*$/.test(text.toString('latin1')) || text.includes('"'))
  .map((text) => ({ text, kind: 'junk', id: '' }));

const blankLine = fc
  .constantFrom('', ' ', '\r', ',,', ' , , ', ',,\r')
  .map((text): Line => ({ text: Buffer.from(text), kind: 'blank', id: '' }));

const lines = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: goodLine },
    { weight: 4, arbitrary: junkLine },
    { weight: 1, arbitrary: blankLine },
  ),
  { maxLength: 60, size: 'max' },
);

function toFile(given: readonly Line[], endsInNewline: boolean): Buffer {
  const all = [Buffer.from(HEADER), ...given.map(({ text }) => text)];
  const parts = all.flatMap((text, index) => (index === 0 ? [text] : [Buffer.from('\n'), text]));
  return Buffer.concat(endsInNewline ? [...parts, Buffer.from('\n')] : parts);
}

describe('any lines between good lines', () => {
  it('rowsIn = rowsGood + duplicates + quarantined; no good line is lost, each bad one is reported', async () => {
    await fc.assert(
      fc.asyncProperty(lines, fc.boolean(), async (given, endsInNewline) => {
        const { parsed, rows, quarantine } = await parseText(toFile(given, endsInNewline));
        expect(parsed.rowsGood + parsed.duplicates + parsed.quarantined).toBe(parsed.rowsIn);
        expect(rows).toHaveLength(parsed.rowsGood);
        expect(quarantine).toHaveLength(parsed.quarantined);
        expect(Object.values(parsed.reasons).reduce((sum, count) => sum + count, 0)).toBe(parsed.quarantined);
        const came = new Set(rows.map((row) => row.store_id));
        const lost = given.filter((line) => line.kind === 'good' && !came.has(line.id));
        expect(lost.map((line) => line.id)).toEqual([]);
        for (const { line, reason, raw } of quarantine) {
          const source = given[line - 2];
          expect([line, source?.kind]).toEqual([line, 'junk']);
          expect(raw).toBe(source?.text.toString('utf8').replace(/\r$/, ''));
          expect(reason).toMatch(/^[a-zA-Z_]/);
        }
      }),
      LINES,
    );
  });

  it('good rows are never quarantined, and resuming in the middle gives the same rows', async () => {
    const good = fc.array(fc.oneof(goodLine, blankLine), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(good, good, async (before, after) => {
        const first = await parseText(toFile(before, true));
        const grown = toFile([...before, ...after], true);
        const second = await parseText(grown, first.parsed.end);
        const whole = await parseText(grown);
        expect([first, second, whole].map(({ parsed }) => parsed.quarantined)).toEqual([0, 0, 0]);
        expect(first.parsed.rowsIn + second.parsed.rowsIn).toBe(whole.parsed.rowsIn);
        expect(second.parsed.end).toEqual(whole.parsed.end);
        expect(whole.parsed.rowsIn).toBe([...before, ...after].filter(({ kind }) => kind === 'good').length);
      }),
      { ...LINES, numRuns: 10 },
    );
  });
});
