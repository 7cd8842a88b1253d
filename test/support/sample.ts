import { readFileSync } from 'node:fs';
import path from 'node:path';

export const SAMPLE = path.resolve(__dirname, '../../sample');

/** The files of the product's sample, by name. */
export function sampleFiles(): Record<string, string> {
  const names = ['store_status.csv', 'menu_hours.csv', 'timezones.csv'];
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(SAMPLE, name), 'utf8')]));
}
