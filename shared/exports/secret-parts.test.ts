import fc from 'fast-check';
import { withoutSecretParts } from './secret-parts.ts';
import { maskSecrets } from './secrets.ts';

describe('a script without its secrets', () => {
  it.each([
    ['export DB_PASSWORD=tr0ub4dor\nrun', ['export DB_PASSWORD=', { hint: 'DB_PASSWORD' }, '\nrun']],
    ['A="x"\nPASSWORD="a b c d"\n', ['A="x"\nPASSWORD="', { hint: 'PASSWORD' }, '"\n']],
    ["password = 'tr0ub4dor'", ["password = '", { hint: 'password' }, "'"]],
    [`key AKIA${'A1B2C3D4E5F6G7H8'} used`, ['key ', { hint: 'Secret' }, ' used']],
    [
      'cat <<E\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nE',
      ['cat <<E\n', { hint: 'Secret' }, '\nE'],
    ],
  ])('keeps all but them: %j', (script, parts) => expect(withoutSecretParts(script)).toEqual(parts));

  it.each([
    ['a quote that nothing closes', 'PASSWORD="tr0ub4dor\nmore'],
    ['quoting inside a word', "PASSWORD=tr0u'b4 dor'"],
    ['an escaped blank', 'PASSWORD=tr0ub4\\ dor'],
    ['a secret that is said again', 'PASSWORD=tr0ub4dor\nmysql -ptr0ub4dor'],
    ['a password in an address', 'curl https://shop:tr0ub4dor@example.com'],
    ['nothing of the kind', 'echo hello'],
  ])('is none where that is not sure: %s', (_, script) => expect(withoutSecretParts(script)).toBeUndefined());

  it('never shows a secret, whatever stands around it', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/=.!]{8,24}$/);
    const quote = fc.constantFrom('', '"', "'");
    const line = fc.string({ maxLength: 30 });
    fc.assert(
      fc.property(secret, quote, line, line, (value, q, before, after) => {
        const script = `#!/bin/sh\n${before}\nexport DB_PASSWORD=${q}${value}${q}\n${after}\n`;
        const UserData = Buffer.from(script).toString('base64');
        const masked = maskSecrets({ UserData });
        // A value that looks like a path or a word of code is no secret to the patterns.
        if (masked.UserData === UserData) return;
        expect(JSON.stringify(masked)).not.toContain(value);
      }),
      { numRuns: 300 },
    );
  });
});
