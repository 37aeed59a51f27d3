import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { byVersion } from '../compatibility/semantic-version.ts';
import { withRelease } from './changelog.ts';

const changelog = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- Wings.\n\n## [0.1.0] - 2026-01-01\n\n- It runs.\n';

describe('A release, in the changelog', () => {
  it('has what was unreleased, and leaves nothing so', () => {
    expect(withRelease(changelog, '0.2.0', '2026-11-21')).toBe(
      '# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-11-21\n\n### Added\n\n- Wings.\n\n## [0.1.0] - 2026-01-01\n\n- It runs.\n',
    );
  });

  it.each([
    ['there is nothing new', changelog.replace('- Wings.\n', ''), '0.2.0', 'nothing to release'],
    ['it was released already', changelog, '0.1.0', 'has 0.1.0 already'],
    ['nobody notes what is new', changelog.replace('[Unreleased]', 'News'), '0.2.0', 'has no "## [Unreleased]"'],
  ])('is refused if %s', (_, text, version, said) => {
    expect(() => withRelease(text, version, '2026-11-21')).toThrow(said);
  });
});

it('The changelog has the releases in order, and the package is the latest', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'CHANGELOG.md'), 'utf8');
  const versions = [...text.matchAll(/^## \[(\d+\.\d+\.\d+)\]/gm)].map(([, version = '']) => version);
  expect(versions).toEqual([...versions].sort(byVersion).reverse());
  expect(versions[0]).toBe(packageJson.version);
});
