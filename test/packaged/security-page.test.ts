import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const repository = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(repository, 'docs', 'security.md'), 'utf8');
const section = (title: string) => page.split(/^## /m).find((text) => text.startsWith(title)) ?? '';
const rows = (title: string) =>
  section(title)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| who |') && !line.startsWith('| name |'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
const quoted = (text = '') => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

describe('the page about security', () => {
  it('names for each threat a test that is there', () => {
    const threats = rows('Threats');
    expect(threats.length).toBeGreaterThan(15);
    for (const [, what, , shown] of threats) {
      const tests = quoted(shown);
      expect({ what, tests: tests.length > 0 }).toEqual({ what, tests: true });
      expect(tests.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
    }
  });

  it('says of each option what it costs, and names no option that there is not', () => {
    const params = parse(readFileSync(join(repository, 'serverless.yml'), 'utf8')).params.default;
    const options = rows('What hardens');
    expect(options.length).toBeGreaterThan(10);
    for (const [names, does, costs] of options) {
      expect(quoted(names).filter((name) => !Object.hasOwn(params, name))).toEqual([]);
      expect({ names, said: (does ?? '').length > 10 && (costs ?? '').length > 5 }).toEqual({ names, said: true });
    }
  });
});
