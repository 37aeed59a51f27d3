import { withoutSecretsInProse } from './prose-secrets.ts';

describe('a text that people wrote is kept without its secrets', () => {
  it.each([
    ['Make a database. The password is hunter2-hunter2.', 'hunter2'],
    ['Password: `hunter2`', 'hunter2'],
    ['set the master password to tr0ub4dor&3 please', 'tr0ub4dor'],
    ['the API key should be abcdefg', 'abcdefg'],
    ['use the token abc123def456', 'abc123def456'],
    ['deploy with AKIAIOSFODNN7EXAMPLE', 'AKIA'],
    ['connect to postgres://shop:s3cr3t-pw@db.internal:5432/shop', 's3cr3t'],
    ['DB_PASSWORD=correcthorse', 'correcthorse'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----', 'MIIE'],
    ['-----BEGIN PRIVATE KEY-----\nMIIE that never ends', 'MIIE'],
  ])('%s', (text, secret) => {
    const without = withoutSecretsInProse(text);
    expect(without).not.toContain(secret);
    expect(without).toContain('[secret]');
  });

  it.each([
    'Add an alarm on each queue, and mail ops@example.com.\n* one topic\n* no public access',
    'Store the password in Secrets Manager and rotate the token monthly.',
  ])('and what holds none is as it was: %s', (text) => {
    expect(withoutSecretsInProse(text)).toBe(text);
  });
});
