/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
    'request-filtering-agent/.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' } }],
  },
  // It comes as an ES module alone, which jest does not load by itself.
  transformIgnorePatterns: ['/node_modules/(?!request-filtering-agent/)'],
  // Built code imports with an extension what the tests find as TypeScript.
  moduleNameMapper: { '^(\\.{1,2}/.*/(?:open-google-source|s3-blobs))\\.js$': '$1' },
  // Servers that all test files share, started by the first that needs one.
  globalSetup: '<rootDir>/test/support/run/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/run/global-teardown.ts',
  testTimeout: 120_000,
  maxWorkers: 2,
};
