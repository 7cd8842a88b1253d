import { readFileSync } from 'node:fs';

/** The last member of the literal that does not have a computed key, and the computed keys. */
const LITERALS = [
  [
    'nodejs-polars/bin/lazy/expr/index.js',
    'notEquals: wrapExprArg',
    ['[Symbol.toStringTag]', '[utils_1.INSPECT_SYMBOL]'],
  ],
  [
    'nodejs-polars/bin/series/index.js',
    'zipWith(mask, other)',
    ['[Symbol.toStringTag]', '[inspect]', '*[Symbol.iterator]'],
  ],
] as const;

it.each(LITERALS)('%s has its computed keys behind all others', (file, last, keys) => {
  const source = readFileSync(require.resolve(file), 'utf8');
  const place = source.indexOf(last);
  expect(place).toBeGreaterThan(0);
  for (const key of keys) expect([key, source.indexOf(`        ${key}() {`) > place]).toEqual([key, true]);
});
