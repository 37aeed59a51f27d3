import { identifierWords } from '../identifier-words.ts';

/** Values that are secret whatever they are called. Each names a format that its maker documents. */
const valuePatterns: readonly RegExp[] = [
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/, // AWS access key id
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/, // JSON Web Token
  /\bBearer\s+[A-Za-z0-9._~+/-]{16,}/i,
  /\bBasic\s+[A-Za-z0-9+/]{16,}={0,2}(?![A-Za-z0-9])/,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/,
  /\bgithub_pat_[A-Za-z0-9_]{22,}/,
  /\bglpat-[A-Za-z0-9_-]{20,}/,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/,
  /hooks\.slack\.com\/services\/[A-Z0-9]+\/[A-Z0-9]+\/[A-Za-z0-9]+/,
  /\b[rs]k_(live|test)_[A-Za-z0-9]{16,}/,
  /\bwhsec_[A-Za-z0-9]{16,}/,
  /\bsk-[A-Za-z0-9_-]{20,}/,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/,
  /\bAIza[A-Za-z0-9_-]{35}/,
  /\bnpm_[A-Za-z0-9]{36}/,
  /\bpypi-[A-Za-z0-9_-]{40,}/,
  /\bdop_v1_[a-f0-9]{64}/,
];

/** `scheme://user:password@host`; a password that is itself a reference (`${Password}`, `{{resolve:…}}`) is none. */
const urlWithPassword = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,128}:(?!\$\{|\{\{|\$\()([^\s/@]{1,256})@/i;

const names =
  '(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?key|account[_-]?key|auth[_-]?token|access[_-]?token|private[_-]?key)';

/** `PASSWORD=value` in scripts and connection strings; not `PASSWORD=$(…)`, a path, an ARN, or code that reads it elsewhere. */
const assignment = new RegExp(
  `(?:^|[\\s;,&?"'])[A-Za-z0-9_.-]{0,64}${names}=["']?(?![\\s$<{%*"']|arn:|/|(?:process|os|env|event|config|self|this|args)\\b)[^\\s"';&]{4,}`,
  'i',
);

/** `password: "value"` and `password = 'value'` in code and configuration. */
const literalInCode = new RegExp(
  `\\b[A-Za-z0-9_.-]{0,64}${names}["']?\\s{0,3}[:=]\\s{0,3}(["'])(?![$<{%*/]|arn:)[^"'\\s]{4,}\\1`,
  'i',
);

/** What looks like a secret wherever it stands, as far as that can be cut out of a text: a private key to its end. */
export const secretLooks: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/,
  ...valuePatterns,
];

/** The name, the quote if there is one, and all that comes before the value: `export DB_PASSWORD="`, `password = '`. */
export const assignedValue = new RegExp(
  `(?<![A-Za-z0-9_.-])([A-Za-z0-9_.-]{0,64}${names}[A-Za-z0-9_]{0,32})["']?(?:=|\\s{0,3}[:=]\\s{0,3}(?=["']))(["']?)(?![\\s$<{%*"']|arn:|/)`,
  'i',
);

/** Words that, at the end of a name, say that the value is about a secret and not the secret. */
const about = new Set(
  `arn id name names path file url uri endpoint parameter param ref reference length policy min max age expiry expires expiration ttl
  enabled rotation days hours minutes seconds type version field attribute table bucket queue topic count size timeout reset status
  date time changed used required hint mode validity secretarn store provider manager region role config configuration prefix suffix
  lifetime description label header template algorithm format source issuer audience username user method methods`.split(
    /\s+/,
  ),
);

const passwordWords = new Set(['password', 'passwd', 'pwd', 'passphrase', 'passcode', 'dbpassword', 'pass']);
const endings: readonly string[] = [
  'secret',
  'secret value',
  'secret string',
  'secret binary',
  'token',
  'api key',
  'apikey',
  'access key',
  'secret key',
  'private key',
  'signing key',
  'encryption key',
  'shared key',
  'license key',
  'account key',
  'master key',
  'session key',
  'credential',
  'credentials',
  'connection string',
  'salt',
];

/** Tokens that page, repeat or look up; keys of other trades. */
const harmless =
  /(^| )(next|client|continuation|creation|request|idempotency|pagination|starting|page|resume|upload|caller|sequence|lock|invitation|cancel) token$/;

const switches =
  /^(true|false|yes|no|on|off|enabled|disabled|required|optional|none|null|seconds|minutes|hours|days|\d{1,3})$/i;

const endsLike = (phrase: string) => endings.some((ending) => phrase === ending || phrase.endsWith(` ${ending}`));

/** True if a property or variable of this name holds a secret: `MasterUserPassword`, `STRIPE_SECRET_KEY`; not `SecretArn`. */
const isSecretName = (name: string): boolean => {
  const parts = identifierWords(name);
  const last = parts.at(-1) ?? '';
  const phrase = parts.join(' ');
  if (about.has(last) || harmless.test(phrase)) return false;
  return parts.some((word) => passwordWords.has(word) && (word !== 'pass' || word === last)) || endsLike(phrase);
};

/** A secret by its name, unless the value can be none: a switch, or a plain address. */
export const nameTellsSecret = (name: string, text: string): boolean =>
  isSecretName(name) && !switches.test(text) && !/^https?:\/\/[^@\s]*$/i.test(text);

const aName = new RegExp(names, 'i');

/** A secret by its looks, alone or inside a longer text. Long texts without an address or a name are passed quickly. */
export const holdsSecret = (text: string): boolean =>
  valuePatterns.some((pattern) => pattern.test(text)) ||
  (text.includes('://') && urlWithPassword.test(text)) ||
  (aName.test(text) && (assignment.test(text) || literalInCode.test(text)));

/** Points at a secret that lies elsewhere: a dynamic reference, an ARN, a parameter's path, a placeholder to be filled. */
export const isReference = (text: string): boolean =>
  /^\{\{resolve:[^}]+\}\}$/.test(text) ||
  /^arn:aws[a-z-]*:[a-z0-9-]+:[^\s]*$/.test(text) ||
  /^(\/[A-Za-z0-9_.-]+){2,}$/.test(text) ||
  /^\$\{[A-Za-z0-9:._!-]+\}$/.test(text);
