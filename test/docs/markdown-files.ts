import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../..');

/** Every page of documentation, by its path from the root of the repository. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'sample/README.md',
  ...readdirSync(path.join(ROOT, 'bench'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `bench/${name}`),
  ...readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

export interface Link {
  readonly target: string;
  /** Without `#`; null: the link has none. */
  readonly anchor: string | null;
}

/** The links of a page to files of the repository. */
export function localLinksOf(markdown: string): Link[] {
  const links = [...withoutCode(markdown).matchAll(/\]\(([^()\s]+)\)/g)].map(([, link = '']) => link);
  return links
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [target = '', anchor] = link.split('#');
      return { target, anchor: anchor ?? null };
    });
}

/** Paths of this repository that a page names as code: `src/…`, `test/…` and the like. */
export function pathsNamedIn(markdown: string): string[] {
  const named = [...withoutFences(markdown).matchAll(/`((?:src|test|bench|docs|sample|deploy)\/[^`\s]*)`/g)];
  return named.map(([, name = '']) => name).filter((name) => !/[*…<]/.test(name));
}

/** The anchors that GitHub gives a page's headings. */
export function anchorsOf(markdown: string): string[] {
  const headings = [...withoutFences(markdown).matchAll(/^#{1,6} (.+)$/gm)].map(([, text = '']) => text);
  return headings.map((text) =>
    text
      .trim()
      .toLowerCase()
      .replace(/\]\([^)]*\)/g, '')
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

export function readPage(name: string): string {
  return readFileSync(path.join(ROOT, name), 'utf8');
}

export function exists(name: string): boolean {
  return existsSync(path.join(ROOT, name));
}

function withoutFences(markdown: string): string {
  return markdown.replace(/^( *)```[\s\S]*?^\1```/gm, '');
}

function withoutCode(markdown: string): string {
  return withoutFences(markdown).replace(/`[^`\n]*`/g, '');
}
