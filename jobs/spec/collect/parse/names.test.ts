import { isTestPath } from './is-test.ts';
import { looksSecret } from './secret-name.ts';
import { symbolIds } from './symbol-ids.ts';
import { words } from './words.ts';

describe('names', () => {
  it('split into words', () => {
    expect(words('PlaceOrderAsync')).toEqual(['place', 'order', 'async']);
    expect(words('HTMLParser_v2')).toEqual(['html', 'parser', 'v2']);
    expect(words('MAX_ITEMS')).toEqual(['max', 'items']);
  });

  it('of overloads get numbers', () => {
    const id = symbolIds('a.cs');
    expect([id('A.F'), id('A.F'), id('A.G')]).toEqual(['a.cs#A.F', 'a.cs#A.F~2', 'a.cs#A.G']);
  });

  it.each(['Password', 'ApiKey', 'Smtp:Password', 'JWT_SECRET', 'connectionString', 'accessToken'])(
    '%s sounds like a secret',
    (name) => {
      expect(looksSecret(name)).toBe(true);
    },
  );

  it.each(['PasswordMinLength', 'TokenLifetimeMinutes', 'PageSize', 'Keyboard'])('%s does not', (name) => {
    expect(looksSecret(name)).toBe(false);
  });

  it.each([
    'src/Shop.Tests/A.cs',
    'tests/a.py',
    'app/test_a.py',
    'pkg/a_test.go',
    'src/a.spec.ts',
    'src/test/java/A.java',
    'OrderTests.cs',
  ])('%s is of the tests', (path) => {
    expect(isTestPath(path)).toBe(true);
  });

  it.each(['src/contest/a.cs', 'src/Latest.cs', 'specs.ts', 'src/inspector/a.ts'])('%s is not', (path) => {
    expect(isTestPath(path)).toBe(false);
  });
});
