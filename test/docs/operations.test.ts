import { readFileSync } from 'node:fs';
import path from 'node:path';
import { settingsTable } from './settings-table';

const docs = path.resolve(__dirname, '../../docs');
const operations = readFileSync(path.join(docs, 'operations.md'), 'utf8');

it('the operations page has the code’s table of settings, with flags, defaults and meanings', () => {
  const [, section = ''] = operations.split('## Settings');
  const table = section.split('\n## ')[0]?.split('\n') ?? [];
  expect(table.filter((row) => row.startsWith('|'))).toEqual(settingsTable());
});

it('the operations page explains every alert of the example and what to do about it', () => {
  const alerts = readFileSync(path.join(docs, 'alerts.yml'), 'utf8').match(/(?<=alert: )\w+/g) ?? [];
  expect(alerts.length).toBeGreaterThan(10);
  const told = operations
    .split('\n')
    .filter((row) => /^\| `Loopwatch[A-Z]/.test(row))
    .flatMap((row) => row.split('|')[1]?.match(/\w+/g) ?? []);
  expect(told).toEqual(alerts);
});
