import { withoutSecrets } from './without-secrets.ts';

describe('code without secrets', () => {
  it.each([
    [`const s = { password: 'x', user: 'me' }`, `const s = { password: '', user: 'me' }`],
    [`API_KEY = "x"`, `API_KEY = ""`],
    [`def f(token: str = 'x', n=1)`, `def f(token: str = '', n=1)`],
    [`const jwtSecret = \`x`, 'const jwtSecret = ``'],
    [`secret = process.env.JWT_SECRET || 'x\\'y'`, `secret = process.env.JWT_SECRET || ''`],
    [`user.password !== 'x'`, `user.password !== ''`],
    [`{ passwordMinLength: '8' }`, `{ passwordMinLength: '8' }`],
  ])('%s', (code, expected) => {
    expect(withoutSecrets(code)).toBe(expected);
  });
});
