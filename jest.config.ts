import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/longest-first.ts',
  roots: ['<rootDir>'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/deployed/', '/test/live/'],
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
