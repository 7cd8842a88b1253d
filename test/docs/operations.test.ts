import { readFileSync } from 'node:fs';
import path from 'node:path';
import { environmentSchema } from '../../src/config/settings';

const docs = path.resolve(__dirname, '../../docs');
const operations = readFileSync(path.join(docs, 'operations.md'), 'utf8');

it('explains every setting, and none that there is not', () => {
  const [, section = ''] = operations.split('## Settings');
  const rows = section.split('\n## ')[0]?.split('\n') ?? [];
  const named = rows
    .filter((row) => row.startsWith('| `'))
    .flatMap((row) => row.split('|')[1]?.match(/[A-Z][A-Z_]+/g) ?? []);
  expect(named.sort()).toEqual(Object.keys(environmentSchema.shape).sort());
});

it('tells of every alert of the example what it means and what to do', () => {
  const alerts = readFileSync(path.join(docs, 'alerts.yml'), 'utf8').match(/(?<=alert: )\w+/g) ?? [];
  expect(alerts.length).toBeGreaterThan(10);
  const told = operations
    .split('\n')
    .filter((row) => /^\| `Loopwatch[A-Z]/.test(row))
    .flatMap((row) => row.split('|')[1]?.match(/\w+/g) ?? []);
  expect(told).toEqual(alerts);
});
