type Rule = readonly [pattern: RegExp, what: string];

/** Characters that look like a slash or a colon and stay so under NFKC, which finds the others: ．／＼‥ */
const lookalikes: readonly (readonly [RegExp, string])[] = [
  [/[\\\u2044\u2215\u2216\u2571\u29f5\u29f8\u29f9]/g, '/'],
  [/[\u2236\ua789]/g, ':'],
];

/** Dots and slashes in more bytes than UTF-8 allows: a careless reader takes them for the plain ones. */
const overlong: readonly (readonly [RegExp, string])[] = [
  [/\xc0\xae|\xe0\x80\xae|\xf0\x80\x80\xae/g, '.'],
  [/\xc0\xaf|\xe0\x80\xaf|\xf0\x80\x80\xaf|\xc1\x9c|\xe0\x81\x9c/g, '/'],
];

const upwards: readonly Rule[] = [
  [/^\//, 'is absolute'],
  [/(^|\/)\.\.(\/|$)/, 'points upwards with ".."'],
];

/** Of a path as it is written. */
const asWritten: readonly Rule[] = [
  [/\0/, 'holds a NUL'],
  [/[\p{Cc}\u2028\u2029]/u, 'holds control characters'],
  [/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/, 'holds characters that turn the direction of text'],
  [/^[A-Za-z]:/, 'begins with a drive'],
  ...upwards,
];

/** Of a path as it may be taken for: a drive needs its slash, since a full-width colon is a usual character of Japanese names. */
const asTaken: readonly Rule[] = [[/^[A-Za-z]:\//, 'begins with a drive'], ...upwards];

const broken = (path: string, rules: readonly Rule[]): string | undefined =>
  rules.find(([pattern]) => pattern.test(path))?.[1];

const replaced = (text: string, by: readonly (readonly [RegExp, string])[]): string =>
  by.reduce((result, [pattern, plain]) => result.replaceAll(pattern, plain), text);

/**
 * Why a path must not be taken, as it is written or as what it may be taken for; undefined if nothing is wrong with it.
 * @param raw the bytes it was read from
 */
export const unsafety = (path: string, raw: Uint8Array = Buffer.from(path)): string | undefined => {
  const bytes = Buffer.from(raw).toString('latin1');
  const bytewise = replaced(bytes, overlong);
  return (
    broken(path.replaceAll('\\', '/'), asWritten) ??
    broken(replaced(path.normalize('NFKC'), lookalikes), asTaken) ??
    (bytewise === bytes ? undefined : broken(bytewise, upwards))
  );
};

/** The path with forward slashes and without what means nothing: `./`, `//`. A folder keeps its trailing slash. */
export const normalPath = (path: string): string =>
  path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part, at, parts) => part !== '.' && (part !== '' || at === parts.length - 1))
    .join('/');

/** The same for paths that some file system does not tell apart. */
export const pathKey = (path: string): string => path.normalize('NFC').toLowerCase();
