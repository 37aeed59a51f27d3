import { secretLooks } from '#shared/exports/secret-patterns.ts';
import type { Span } from './spans.ts';
import { isPlaceholder } from './values.ts';

/** Formats of tokens; private keys are judged by what follows their first line. */
const tokens = secretLooks
  .filter(({ source }) => !source.includes('PRIVATE KEY'))
  .map(({ source, flags }) => new RegExp(source, `${flags.replace('g', '')}g`));

/** What tells of one of the formats above without looking at every character for each of them. */
const mayHoldToken =
  /AKIA|ASIA|eyJ|Bearer|Basic\s|gh[pousr]_|github_pat|glpat|xox|hooks\.slack|[rs]k_|whsec|sk-|SG\.|AIza|npm_|pypi-|dop_v1/i;

/** `Bearer AuthenticationScheme` is code. */
const scheme = /^(bearer|basic)\s+[a-z.]+$/i;

/** Pieces of whole lines, or of overlong lines with what is between them in both: no pattern sees more than this at once. */
const pieceLength = 8_192;
const overlap = 1_024;
const pieces = (text: string): readonly { readonly from: number; readonly piece: string }[] => {
  const result: { from: number; piece: string }[] = [];
  for (let from = 0; from < text.length; ) {
    const near = text.lastIndexOf('\n', from + pieceLength);
    const isWhole = near > from || text.length - from <= pieceLength;
    const end = text.length - from <= pieceLength ? text.length : near > from ? near : from + pieceLength;
    result.push({ from, piece: text.slice(from, end) });
    from = isWhole ? end : end - overlap;
  }
  return result;
};

const tokensIn = (text: string): Span[] =>
  tokens.flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .filter(([found]) => !scheme.test(found))
      .map(({ index, 0: found }) => ({
        start: index + (/^(bearer|basic)\s+/i.exec(found)?.[0].length ?? 0),
        end: index + found.length,
      })),
  );

const tokenSpans = (text: string): Span[] =>
  mayHoldToken.test(text)
    ? pieces(text).flatMap(({ from, piece }) =>
        tokensIn(piece).map(({ start, end }) => ({ start: start + from, end: end + from })),
      )
    : [];

const keyBegins = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const keyEnds = /-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const longestKey = 20_000;
/** Base64, and what stands between its lines in a source: quotes, `\n`, `+`, comment marks, headers. */
const keyBody = /^[\w\s+/=\\"'`,;:.*#()-]*/;

/** A private key to its end, or as far as it looks like one; a text that only speaks of keys holds none. */
const keySpans = (text: string): Span[] =>
  [...text.matchAll(keyBegins)].flatMap(({ index, 0: first }) => {
    const rest = text.slice(index + first.length, index + first.length + longestKey);
    const end = keyEnds.exec(rest);
    const body = end ? rest.slice(0, end.index) : (/^(\s{0,8}[A-Za-z0-9+/=]{40,200}\s){1,400}/.exec(rest)?.[0] ?? '');
    const isKey = keyBody.exec(body)?.[0].length === body.length && /[A-Za-z0-9+/]{32,}/.test(body);
    if (!isKey) return [];
    // Where the key is put together from strings, their quotes stay.
    const lines = [...`${first}${body}${end?.[0] ?? ''}`.matchAll(/[A-Za-z0-9+/=:. -]{8,}/g)];
    return lines.map((line) => ({ start: index + line.index, end: index + line.index + line[0].length }));
  });

const credentialsInUrl = /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/:@"'`<>]{0,128}):([^\s/@"'`<>]{1,256})@/gi;

const isFilledLater = (password: string): boolean =>
  isPlaceholder(password) && !/^[A-Za-z0-9-]+$/.test(password.replaceAll(/[_-]/g, ''));

/** The password of `scheme://user:password@host`. */
const urlSpans = (text: string): Span[] =>
  text.includes('://')
    ? [...text.matchAll(credentialsInUrl)]
        .filter(([, , password = '']) => !isFilledLater(password))
        .map(({ index, 0: found, 2: password = '' }) => {
          const end = index + found.length - 1;
          return { start: end - password.length, end };
        })
    : [];

/** `jdbc:oracle:thin:user/password@host` */
const oracle = /(jdbc:oracle:\w+:[^\s/:@"']{1,64}\/)([^\s@"'/]{1,128})(?=@)/gi;

/** `CREATE USER … PASSWORD '…'`, `IDENTIFIED BY …` */
const sqlPassword =
  /(\bpassword\s{1,10}N?')([^'\n]{3,128})(?=')|(\b(?:create|alter|grant)\s[^;\n]{0,200}\bidentified\s{1,10}(?:with\s{1,10}\S{1,64}\s{1,10})?by\s{1,10}["']?)([^"'\s;]{3,128})/gi;
const aboutAccounts = /\b(create|alter)\s+(user|role|login|database)\b/i;

/** Calls that take a user and a password; the password is the last string. */
const signIn =
  /\b(?:NetworkCredential|UsernamePasswordCredentials?|UsernamePasswordAuthenticationToken|PasswordAuthentication|HTTPBasicAuth|BasicAWSCredentials|BasicSessionCredentials|AwsBasicCredentials\.create|StaticCredentials|getConnection|basicAuth|SetBasicAuth|setBasicAuth|httpBasic)\s?\(((?:[^()\n]|\(\)){0,300})\)/g;
const lastString = /^(.*,\s*["'])([^"'\n]{3,200})["'](?:\.toCharArray\(\))?\s*$/;

const signInSpans = (text: string): Span[] =>
  [...text.matchAll(signIn)].flatMap(({ index, 0: call, 1: given = '' }) => {
    const [, before = '', password = ''] = lastString.exec(given) ?? [];
    const start = index + call.indexOf(given, call.indexOf('(')) + before.length;
    return password === '' || isPlaceholder(password) ? [] : [{ start, end: start + password.length }];
  });

/** The signature of a shared access URL. https://learn.microsoft.com/azure/storage/common/storage-sas-overview */
const signature = /([?&;]sig=)[A-Za-z0-9%+/=_-]{20,}/g;

/** `"Jwt": { "Key": "…" }`: what signs tokens is called by a name that says nothing. */
const namelessKey = /(["']?\bkey["']?\s*[:=]\s*["'])([^"'\n]{16,512})["']/gi;
const isOfTokens = /jwt|bearer|token|signing|encrypt/i;

const after = (text: string, pattern: RegExp, isOne: (index: number, value: string) => boolean): Span[] =>
  [...text.matchAll(pattern)].flatMap(({ index, 0: found, 1: first, 2: second, 3: third = '', 4: fourth }) => {
    const [before, value] = first === undefined ? [third, fourth] : [first, second];
    const start = index + before.length;
    const end = value === undefined ? index + found.length : start + value.length;
    return isOne(index, text.slice(start, end)) ? [{ start, end }] : [];
  });

const keySettingSpans = (text: string): Span[] =>
  isOfTokens.test(text)
    ? after(text, namelessKey, (index, value) => {
        const around = text.slice(Math.max(0, index - 200), index);
        return isOfTokens.test(around) && !/\s/.test(value) && !isPlaceholder(value);
      })
    : [];

/** Secrets that are known by what they look like, whatever they are called. */
export const looksOf = (text: string): readonly Span[] => [
  ...tokenSpans(text),
  ...(text.includes('PRIVATE KEY') ? keySpans(text) : []),
  ...urlSpans(text),
  ...(text.includes('sig=') ? after(text, signature, () => true) : []),
  ...(text.includes('jdbc:oracle') ? after(text, oracle, (_, value) => !isPlaceholder(value)) : []),
  ...(aboutAccounts.test(text) ? after(text, sqlPassword, (_, value) => !isPlaceholder(value)) : []),
  ...signInSpans(text),
  ...keySettingSpans(text),
];
