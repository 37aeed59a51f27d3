import type { Config } from 'jest';

/** Suites that wait for leases and timeouts by the minute: `npm run test:long`, and `.ci/run`, run them. */
export const long =
  '/test/pipeline/(crash|live-inventory|model-switched-off|operating|permissions|recovery|rehearsal|replay)\\.test\\.ts$';

const config: Config = {
  testEnvironment: 'node',
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/longest-first.ts',
  roots: ['<rootDir>'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/deployed/', '/test/live/', long],
  modulePathIgnorePatterns: ['<rootDir>/.dropforge/', '<rootDir>/.serverless/', '<rootDir>/.esbuild/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' }, experimental: { keepImportAttributes: true } } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/'],
};

export default config;
