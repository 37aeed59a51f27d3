import type { Config } from 'jest';
import base from './jest.config.ts';

/** The packaged stack on an AWS emulator that nobody here wrote: one suite, bounded in time. */
const config: Config = {
  ...base,
  roots: ['<rootDir>/test/deployed'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
  // Keep-alive sockets to the stopped emulator must not hold the run open.
  forceExit: true,
};

export default config;
