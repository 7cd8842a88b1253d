import { readFileSync } from 'node:fs';
import { z } from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      integrity: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

/** Each lets us ship the package with Loopwatch, which is under MIT. */
const ALLOWED_LICENCES = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'CC-BY-4.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'MIT OR Apache-2.0',
  'Apache-2.0 AND MIT',
  '(MIT OR WTFPL)',
  '(MIT AND Zlib)',
  '(MIT OR CC0-1.0)',
  '(BSD-2-Clause OR MIT OR Apache-2.0)',
]);

/** Packages whose metadata names no licence of the list. A person has read the licence file of each. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  jsonify: 'public domain',
  'nodejs-polars-android-arm64': 'MIT',
  'nodejs-polars-darwin-arm64': 'MIT',
  'nodejs-polars-darwin-x64': 'MIT',
  'nodejs-polars-linux-arm64-gnu': 'MIT',
  'nodejs-polars-linux-arm64-musl': 'MIT',
  'nodejs-polars-linux-x64-gnu': 'MIT',
  'nodejs-polars-linux-x64-musl': 'MIT',
  'nodejs-polars-win32-x64-msvc': 'MIT',
  'png-js': 'MIT',
  unionfs: 'Unlicense',
  'url-template': 'BSD-3-Clause',
};

const { packages } = lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
const installed = Object.entries(packages).filter(([place, { link }]) => place !== '' && link !== true);

it('every package of the lock file is held to its content', () => {
  expect(installed.length).toBeGreaterThan(500);
  const unheld = installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
  expect(unheld.map(([place]) => place)).toEqual([]);
});

it('every package that is installed with Loopwatch has a licence that MIT can live with', () => {
  const shipped = installed.filter(([, { dev }]) => dev !== true);
  const others = shipped.filter(([place, { license }]) => {
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return !ALLOWED_LICENCES.has(license ?? '') && !(name in READ_BY_HAND);
  });
  expect(others.map(([place, { license }]) => `${place}: ${license}`)).toEqual([]);
});

it('no licence was read by hand that nothing needs any more', () => {
  const names = Object.keys(READ_BY_HAND).filter((name) => !(`node_modules/${name}` in packages));
  expect(names).toEqual([]);
});
