import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readQuarantineLines } from '../../../src/storage/blobs/quarantine-lines';
import { tempFolder } from '../../support/temp-folder';

const folder = tempFolder();
const file = path.join(folder, 'q.jsonl');
/** Some readers split lines at U+2028, and é has two bytes. */
const RAWS = ['a\u2028b', 'é,é', '', 'x'.repeat(2_000)];
const ROWS = RAWS.map((raw, index) => ({ line: index + 2, reason: 'r', raw }));

function write(text: string): void {
  writeFileSync(file, text);
}

async function read(fromByte: number) {
  const rows = [];
  for await (const row of readQuarantineLines(file, fromByte)) rows.push(row);
  return rows;
}

describe('quarantined rows', () => {
  beforeEach(() => write(ROWS.map((row) => `${JSON.stringify(row)}\n`).join('')));

  it('are read whole with any content', async () => {
    expect(await read(0)).toMatchObject(ROWS);
  });

  it('are read from the end of any row on', async () => {
    for (const [index, { endByte }] of (await read(0)).entries())
      expect(await read(endByte)).toMatchObject(ROWS.slice(index + 1));
  });

  it('are read across the chunks of a long file', async () => {
    const many = Array.from({ length: 400 }, (_, line) => ({ line, reason: 'r', raw: 'é'.repeat(line) }));
    write(many.map((row) => `${JSON.stringify(row)}\n`).join(''));
    expect(await read(0)).toMatchObject(many);
  });

  it('do not start at any other byte', async () => {
    const end = (await read(0)).at(-1)?.endByte ?? 0;
    for (const place of [1, 2, 9, end - 1, end + 1, end + 99])
      await expect(read(place)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it.each([
    ['cut short', '{"line":1,"reason":"r","raw":"x"}\n{"line":2,'],
    ['no JSON', 'line 1\n'],
    ['of another form', '{"line":1}\n'],
    ['one endless line', 'x'.repeat(300_000)],
  ])('are damaged when the file is %s', async (_name, text) => {
    write(text);
    await expect(read(0)).rejects.toMatchObject({ code: 'STORAGE_DAMAGED' });
  });
});
