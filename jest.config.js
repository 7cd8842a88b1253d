const { statfsSync } = require('node:fs');

const MEMORY_FOLDER = '/dev/shm';
const ENOUGH_BYTES = 8e9;

/** Temporary files in memory where there is room: the servers of the tests sync thousands of small writes. */
function hasRoomInMemory() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}

if (process.env.TMPDIR === undefined && hasRoomInMemory()) process.env.TMPDIR = MEMORY_FOLDER;

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
  // Built code imports with an extension what the tests find as TypeScript.
  moduleNameMapper: {
    '^(\\.{1,2}/.*/(?:open-google-source|s3-blobs))\\.js$': '$1',
    // Tests compute in the thread of jest, whose heap is large: each forced collection would take 0.2 seconds.
    '/free-memory$': '<rootDir>/test/support/run/keep-memory.ts',
  },
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  setupFiles: ['<rootDir>/test/support/run/loopback-only.ts'],
  testSequencer: '<rootDir>/test/support/run/slow-first.js',
  // Servers that all test files share, started by the first that needs one.
  globalSetup: '<rootDir>/test/support/run/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/run/global-teardown.ts',
  // A property test with a slow reference takes minutes on a busy machine.
  testTimeout: 300_000,
  // More than the cores: tests of whole processes wait for each other.
  maxWorkers: 3,
};
