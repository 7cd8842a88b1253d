const { randomInt } = require('node:crypto');
const base = require('./jest.config.js');

const seed = Number(process.env.CHAOS_SEED ?? randomInt(2 ** 31));

/** @type {import('jest').Config} The full set of test/chaos; `npm test` runs a quick one. */
module.exports = {
  ...base,
  roots: ['<rootDir>/test/chaos'],
  // What takes minutes even once is not part of `npm test`.
  testMatch: ['**/*.test.ts', '**/*.chaos.ts'],
  globals: { chaos: { size: 'full', seed } },
  testTimeout: 7_200_000,
  maxWorkers: 1,
};
