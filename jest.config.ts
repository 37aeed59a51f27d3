import type { Config } from 'jest';

/** Suites that take long, on clouds of their own or a thousand at once, most of them to wait for leases and timeouts: `npm run test:long`, and `.ci/run`, run them. */
const takeLong = [
  'local/cli/serve/keep-serving',
  'shared/api/idempotency',
  'test/pipeline/api-parallel',
  'test/pipeline/crash',
  'test/pipeline/inventory-insight',
  'test/pipeline/live-inventory',
  'test/pipeline/mcp',
  'test/pipeline/model',
  'test/pipeline/model-switched-off',
  'test/pipeline/notification',
  'test/pipeline/operating',
  'test/pipeline/permissions',
  'test/pipeline/recovery',
  'test/pipeline/rehearsal',
  'test/pipeline/replay',
];
export const long = `/(${takeLong.join('|')})\\.test\\.ts$`;

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
