import { isReference } from '#shared/exports/secret-patterns.ts';
import { identifierWords } from '#shared/identifier-words.ts';

/** Stands for a value that comes from elsewhere: a template's, a shell's, a pipeline's variable. */
const filledLater =
  /\$\{|\{\{|\$\(|#\{|<%|^%[\w.]+%$|^<[^>]*>$|^\[[^\]]*\]$|^\{[\w.: -]*\}$|^\$[A-Za-z_]\w*$|^__\w+__$|^@[\w.-]+@$|^@(\(|\w+[.([])|^%[sdv@]$|\[redacted\]|^(vault|op|ssm|awssm|keyvault|secretsmanager|sops|env|config):/i;

/** Stands for nothing. */
const blank = /^[\s*.…?_#-]*$|^(x{3,}|y{3,}|0{3,}|12345|abc)$/i;

/** Words by which people say that a value is to be filled in. */
const toFillIn =
  /\b(your|yours|insert|replace|replaceme|placeholder|example|sample|dummy|changeme|changeit|change (me|it|this)|todo|tbd|redacted|removed|omitted|goes here|here|fill|enter|provide|not ?set|n\/a)\b/i;

/** Values that name a kind of thing. */
const kinds = new Set(
  `string text varchar nvarchar hidden required optional integer number int object array boolean bool char bearer basic digest jwt oauth oauth2 none
  null nil undefined default unknown true false yes no on off enabled disabled any void auto inherit body header query cookie form read write value`.split(
    /\s+/,
  ),
);

/** Words that labels, names of fields and of settings are made of. */
const nouns =
  /^(pass(word|wd|phrase|code)?s?|pwd|secrets?|tokens?|keys?|apikeys?|api|auth|access|refresh|client|credentials?|salt|hash|bearer|csrf|xsrf)$/;

/** Words that people put into a secret that they make up on the spot. */
const boasts =
  /^(my|super|very|top|insecure|dev|development|local|prod|production|strong|random|long|the|some|this|is|a|temp|demo|master|default)$/;

/** A name with one of these is that of a page or an action: ResetPassword, PasswordRecovery. */
const deeds =
  /^(forgot|forgotten|reset|recover|recovery|change|changed|update|updated|lost|request|send|sent|validate|verify|check|generate|create|hash|encrypt|show|edit|expired)$/;

const plain = (text: string): string => identifierWords(text).join('');

/** What a person reads, or a program calls a field: `Forgot your password?`, `access_token`, `Passwort`, `auth.password.label`. */
const isLabel = (name: string, value: string): boolean => {
  const parts = value.split(/\s+/).filter(Boolean);
  const letters = parts.filter((part) => /^[\p{L}\p{M}\p{Cf}'’-]+[.,:;!?]?$/u.test(part));
  if (parts.length >= 3 && letters.length >= parts.length * 0.6) return true;
  if (!/^[\p{L}\p{M}\p{Cf}\s_.:,;!?'’/()&-]+$/u.test(value)) return false;
  if (/[^\p{ASCII}]/u.test(value)) return true;
  if (plain(value) !== '' && plain(name).endsWith(plain(value))) return true;
  if (parts.length > 1 || value.includes('/') || identifierWords(name).some((word) => deeds.test(word))) return true;
  const words = identifierWords(value);
  if (words.some((word) => nouns.test(word))) return !words.some((word) => boasts.test(word));
  // The key of a translation: auth.login.failed
  return /^[a-z]+([._:][a-z-]+){2,}$/i.test(value);
};

const translations =
  /(^|\/)(i18n|l10n|locales?|lang|languages?|translations?|localization|resources\/messages)\/|[._/-][a-z]{2}([-_][A-Za-z]{2,4})?\.(json|xml|ya?ml|properties|resx|po|ts|js)$|(^|\/)[a-z]{2}\.(json|ya?ml|po|ts|js)$|\.(resx|po|xlf|xliff|arb|strings)$/i;

/** In a file of translations one word is the word for a password, in whatever language. */
export const isTranslation = (path: string, value: string): boolean =>
  /^[\p{L}\p{M}-]+[:.!?*]?$/u.test(value) && translations.test(path);

/** What stands for a secret, or only speaks of one, is left where it is. */
export const isPlaceholder = (value: string): boolean =>
  filledLater.test(value) ||
  blank.test(value) ||
  isReference(value) ||
  toFillIn.test(value.replaceAll(/[_-]+/g, ' ')) ||
  kinds.has(value.toLowerCase());

/** Whether a value that stands under a credential's name is one. */
export const isSecretValue = (name: string, value: string): boolean =>
  value.length >= 3 && !isPlaceholder(value) && !isLabel(name, value);
