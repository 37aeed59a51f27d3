import type { Config } from 'jest';
import base from './jest.config.ts';

/** Live scans of an emulator that nobody here wrote, over HTTP. */
const config: Config = {
  ...base,
  roots: ['<rootDir>/test/live'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
};

export default config;
