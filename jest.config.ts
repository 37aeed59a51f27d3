import type { Config } from 'jest';

/** Suites on clouds of their own that take long, most of them to wait for leases and timeouts: `npm run test:long`, and `.ci/run`, run them. */
const takeLong = [
  'api-parallel',
  'crash',
  'inventory-insight',
  'live-inventory',
  'mcp',
  'model-switched-off',
  'notification',
  'operating',
  'permissions',
  'recovery',
  'rehearsal',
  'replay',
];
export const long = `/test/pipeline/(${takeLong.join('|')})\\.test\\.ts$`;

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
