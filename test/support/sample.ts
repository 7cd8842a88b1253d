import { readFileSync } from 'node:fs';
import path from 'node:path';

export const SAMPLE = path.resolve(__dirname, '../../sample');

/** The sample that the product comes with, by file name. */
export function sampleFiles(): Record<string, string> {
  const names = ['store_status.csv', 'menu_hours.csv', 'timezones.csv'];
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(SAMPLE, name), 'utf8')]));
}
