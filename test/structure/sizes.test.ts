import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sourceFiles } from './source-files';

const MAX_LINES = 200;
const MAX_FILES = 25;

it('no file of src has more than 200 lines', () => {
  const long = sourceFiles()
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MAX_LINES);
  expect(long).toEqual([]);
});

it('no folder of src has more than 25 files', () => {
  const counts = new Map<string, number>();
  for (const file of sourceFiles()) {
    const folder = path.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  expect([...counts].filter(([, count]) => count > MAX_FILES)).toEqual([]);
});
