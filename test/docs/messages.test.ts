import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, readPage } from './markdown-files';

const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join(ROOT, 'src', name), 'utf8'))
  .join('\n');

it.each([
  ['docs/operations.md', '## What can go wrong'],
  ['docs/google.md', '## When Google refuses'],
])('%s: every message quoted under "%s" is in the code', (page, heading) => {
  const pieces = quotedPieces(readPage(page).split(heading)[1]?.split('\n## ')[0] ?? '');
  expect(pieces.length).toBeGreaterThan(5);
  expect(pieces.filter((piece) => !sources.includes(piece))).toEqual([]);
});

/** The quotes in the first column, split at each `…`. */
function quotedPieces(section: string): string[] {
  const quotes = section
    .split('\n')
    .filter((row) => row.startsWith('| '))
    .flatMap((row) => row.split(' | ')[0]?.match(/(?<=`)[^`]+(?=`)/g) ?? []);
  return quotes
    .filter((quote) => quote.includes(' '))
    .flatMap((quote) => quote.split('…'))
    .map((piece) => piece.trim())
    .filter((piece) => piece.includes(' '));
}
