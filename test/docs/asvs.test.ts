import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const text = readFileSync(path.join(ROOT, 'docs/decisions/0036-asvs.md'), 'utf8');
const rows = text.split('\n').filter((line) => /^\| \d/.test(line));

it('each point of the security walk has one of four states, and names files that are there', () => {
  expect(rows.length).toBeGreaterThan(150);
  for (const row of rows) expect(row.split('|')[3]?.trim()).toMatch(/^(met|partly|not met|n\/a)$/);
  const named = [...text.matchAll(/`((?:src|test|docs|deploy)\/[^`\s]+)`/g)].map(([, file]) => file ?? '');
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});
