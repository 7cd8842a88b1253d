import { readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ROOT, readPage } from './markdown-files';

const packageSchema = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});

it('the decisions give every direct dependency exactly one reason', () => {
  const manifest = packageSchema.parse(JSON.parse(readPage('package.json')));
  const page = readPage('docs/decisions/0002-dependencies.md');
  const named = page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => (line.split('|')[1] ?? '').match(/(?<=`)[^`,\s]+(?=`)/g) ?? []);
  const installed = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
  expect(named.sort()).toEqual(installed.sort());
});

it('the index lists every page of decisions once, in order', () => {
  const pages = readdirSync(path.join(ROOT, 'docs/decisions')).filter((name) => /^\d/.test(name));
  const listed = [...readPage('docs/decisions/README.md').matchAll(/^\| \[\d{4}\]\(([^)]+)\)/gm)];
  expect(listed.map(([, name]) => name)).toEqual(pages.sort());
});

it.each([
  ['README.md', /^\| (.*`src\/.*) \|/gm],
  ['docs/decisions/0001-layout-and-imports.md', /^\| (`.*`) \|/gm],
])('%s names every room of src', (name, rows) => {
  const rooms = readdirSync(path.join(ROOT, 'src'));
  const named = [...readPage(name).matchAll(rows)].flatMap(
    ([, cell = '']) => cell.match(/(?<=`src\/)[a-z-]+(?=`)/g) ?? [],
  );
  expect(named.sort()).toEqual(rooms.sort());
});
