import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { longest } from './longest-first.ts';

describe('the suites that begin first', () => {
  it.each(longest)('%s is there', (suite) => {
    expect(existsSync(join(import.meta.dirname, '..', suite))).toBe(true);
  });
});
