import type { Config } from 'jest';
import base, { long } from './jest.config.ts';

const { testMatch: _every, ...rest } = base;

/** The protocol where workers die, hang and start again, and whole doors under load: what takes too long to wait for at each change. */
const config: Config = {
  ...rest,
  roots: ['<rootDir>/local/cli/serve', '<rootDir>/shared/api', '<rootDir>/test/pipeline'],
  testRegex: [long],
  testTimeout: 120_000,
  testPathIgnorePatterns: ['/node_modules/'],
};

export default config;
