import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { skewFindings } from './clock.ts';
import { checks } from './index.ts';

describe("The doctor's checks", () => {
  it.each(readdirSync(import.meta.dirname).filter((file) => !file.startsWith('index')))(
    '%s is one of them',
    async (file) => {
      const module: Record<string, unknown> = await import(join(import.meta.dirname, file));
      expect(checks.filter((check) => Object.values(module).includes(check))).toHaveLength(1);
    },
  );

  it('have names that tell them apart', () => {
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
  });
});

describe('The clock', () => {
  it.each([
    [900, undefined],
    [-20_000, 'warning'],
    [20_000, 'warning'],
    [-400_000, 'failure'],
    [400_000, 'failure'],
  ])('%d ms ahead is %s', (ms, state) => expect(skewFindings(ms)[0]?.state).toBe(state));

  it('says in which direction', () => {
    expect(skewFindings(-400_000)[0]?.found).toMatch(/400 s behind/);
    expect(skewFindings(400_000)[0]?.found).toMatch(/400 s ahead/);
  });
});
