import { words } from './words.ts';

const alone = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'secrets',
  'token',
  'credential',
  'credentials',
  'apikey',
]);
const together = [
  /api key/,
  /access key/,
  /private key/,
  /secret key/,
  /account key/,
  /encryption key/,
  /connection string/,
  /client secret/,
  /signing key/,
];

/** Words after which a name speaks about a secret rather than holding one: PasswordMinLength, TokenLifetime. */
const about = new Set([
  'length',
  'min',
  'max',
  'lifetime',
  'expiry',
  'expires',
  'expiration',
  'minutes',
  'seconds',
  'hours',
  'days',
  'ttl',
  'attempts',
  'format',
  'enabled',
  'required',
  'require',
  'requires',
  'url',
  'uri',
  'endpoint',
  'path',
  'name',
  'type',
  'timeout',
  'validation',
  'policy',
  'count',
]);

/** Whether a name sounds as if its value were a secret: such values are never recorded. */
export const looksSecret = (name: string): boolean => {
  const parts = words(name);
  if (parts.some((part) => about.has(part))) return false;
  return parts.some((part) => alone.has(part)) || together.some((pattern) => pattern.test(parts.join(' ')));
};
