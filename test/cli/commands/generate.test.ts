import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateDataSet } from '../../../src/cli/commands/generate';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loopwatch-generate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NAMES = ['menu_hours.csv', 'store_status.csv', 'timezones.csv', 'truth.csv'];
const contents = (out: string) => NAMES.map((name) => readFileSync(join(out, name), 'utf8'));

describe('generateDataSet', () => {
  it('creates the folder, writes only the four files, and summarizes them', async () => {
    const out = join(folder, 'new/data');
    const summary = await generateDataSet({ stores: 20, days: 1, seed: 5, out });
    expect(readdirSync(out).sort()).toEqual(NAMES);
    expect(summary).toMatchObject({
      outDir: out,
      stores: 20,
      seed: 5,
      from: '2023-01-24T00:00:00Z',
      to: '2023-01-25T00:00:00Z',
    });
    expect(summary.files.map(({ name }) => name).sort()).toEqual(NAMES);
    for (const { name, rows, bytes } of summary.files) {
      const text = readFileSync(join(out, name), 'utf8');
      expect(text.endsWith('\n')).toBe(true);
      expect(text.split('\n')).toHaveLength(rows + 2);
      expect(statSync(join(out, name)).size).toBe(bytes);
    }
  });

  it('writes complete files that are larger than a chunk', async () => {
    const { files } = await generateDataSet({ stores: 800, days: 1, out: folder });
    const polls = files.find(({ name }) => name === 'store_status.csv');
    const lines = readFileSync(join(folder, 'store_status.csv'), 'utf8').trimEnd().split('\n');
    expect(polls?.bytes).toBeGreaterThan(600_000);
    expect(lines.slice(1).every((line) => /^\d+,(in)?active,[-0-9]+ [:.0-9]+ UTC$/.test(line))).toBe(true);
  });

  it('replaces an earlier data set and leaves other files alone', async () => {
    await generateDataSet({ stores: 30, days: 1, seed: 1, out: folder });
    const first = contents(folder);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    await generateDataSet({ stores: 10, days: 1, seed: 2, out: folder });
    expect(contents(folder)).not.toEqual(first);
    await generateDataSet({ stores: 30, days: 1, seed: 1, out: folder });
    expect(contents(folder)).toEqual(first);
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it.each(NAMES)('never touches a %s that it did not write', async (name) => {
    writeFileSync(join(folder, name), 'store_id,mine\n');
    await expect(generateDataSet({ stores: 1, days: 1, out: folder })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(name),
    });
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(join(folder, name), 'utf8')).toBe('store_id,mine\n');
  });

  it('refuses bad options before it creates the folder', async () => {
    const out = join(folder, 'never');
    await expect(generateDataSet({ stores: 0, out })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(generateDataSet({ out: ' ' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says so if the folder cannot be created', async () => {
    const out = join(folder, 'a-file');
    writeFileSync(out, '');
    await expect(generateDataSet({ stores: 1, out })).rejects.toMatchObject({
      code: 'SETUP',
      message: expect.stringContaining(out),
      remedy: expect.any(String),
    });
  });

  it('leaves no partial file if a file cannot be written', async () => {
    mkdirSync(join(folder, 'store_status.csv.partial'));
    await expect(generateDataSet({ stores: 1, out: folder })).rejects.toMatchObject({
      code: 'SETUP',
      message: expect.stringContaining('store_status.csv.partial'),
    });
    expect(readdirSync(folder)).toEqual(['store_status.csv.partial']);
  });
});
