import type { Config } from 'jest';
import base from './jest.config.ts';

/** The packaged stack on an AWS emulator that nobody here wrote: a suite after the other, each bounded in time. */
const config: Config = {
  ...base,
  roots: ['<rootDir>/test/deployed'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1, // an emulator with its functions has the machine for itself
  testTimeout: 120_000,
  // Keep-alive sockets to the stopped emulator must not hold the run open.
  forceExit: true,
};

export default config;
