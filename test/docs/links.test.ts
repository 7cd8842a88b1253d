import path from 'node:path';
import { anchorsOf, exists, type Link, localLinksOf, PAGES, pathsNamedIn, readPage } from './markdown-files';

describe.each(PAGES)('%s', (page) => {
  const markdown = readPage(page);

  it('links to files and headings that exist', () => {
    expect(localLinksOf(markdown).filter((link) => isBroken(page, link))).toEqual([]);
  });

  it('names files that exist', () => {
    expect(pathsNamedIn(markdown).filter((name) => !exists(name))).toEqual([]);
  });
});

it('finds a broken link, a broken anchor and a missing file', () => {
  const markdown =
    'See [one](nowhere.md), [two](#there), [three](api.md#nothing) and `src/nowhere.ts`.\n\n## There\n';
  const links = localLinksOf(markdown);
  expect(links.map((link) => link.target)).toEqual(['nowhere.md', '', 'api.md']);
  expect(links.map((link) => isBroken('docs/glossary.md', link, markdown))).toEqual([true, false, true]);
  expect(pathsNamedIn(markdown)).toEqual(['src/nowhere.ts']);
});

function isBroken(page: string, { target, anchor }: Link, ownText = readPage(page)): boolean {
  const file = path.posix.join(path.posix.dirname(page), target);
  if (target !== '' && !exists(file)) return true;
  if (anchor === null) return false;
  return !anchorsOf(target === '' ? ownText : readPage(file)).includes(anchor);
}
