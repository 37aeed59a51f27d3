import { literalsAt } from './literal.ts';
import { isCredentialName, isVague, nouns } from './names.ts';
import type { Span } from './spans.ts';
import { isPlaceholder, isSecretValue, isTranslation } from './values.ts';

type Name = { readonly text: string; readonly start: number; readonly end: number };

/** How a name and its value are written beside each other. `prefix` ends where the value begins. */
type Form = (text: string, name: Name, path: string) => readonly Span[];

const longestName = 128;
const isOfName = (character: string | undefined): boolean => character !== undefined && /[\w.$-]/.test(character);

const sticky = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** Under a vague name a value counts if it looks random. */
const counts = (name: string, value: string): boolean =>
  isSecretValue(name, value) && (!isVague(name) || (/\d/.test(value) && /[A-Za-z]/.test(value) && value.length >= 12));

const literalFrom = (text: string, at: number, name: string, isInVerbatim = false): readonly Span[] => {
  const literals = literalsAt(text, at, isInVerbatim);
  return counts(name, literals.map(({ value }) => value).join('')) ? literals : [];
};

/**
 * `=`, `:`, `:=`, `=>`, `==`, `!=`; before it a closing quote or bracket, a type, accessors: `password: string = `, `"password":`, `["Password"] =`,
 * `Password { get; set; } =`; after it what goes before the value: `process.env.PASSWORD || "…"`.
 */
const assignment =
  /\\?["'`]{0,2}\]?\s{0,40}(?:\{[^{}]{1,80}\}\s{0,20}|[?!]?:\s{0,10}[\w.<>[\]|?* ]{1,60}?(?==))?(?:=>|:=|={1,3}|!={1,2}|:|\?\?=)\s{0,200}(?:[\w.?!()[\]]{1,80}(?:\([^()\n]{0,80}\))?\s{0,10}(?:\|\||\?\?|\bor\b)\s{0,40})?/y;
/** What stands before an offset on its line, as far as it is looked at: a line may be as long as a file. */
const before = (text: string, at: number): string => {
  const near = text.slice(Math.max(0, at - 400), at);
  return near.slice(near.lastIndexOf('\n') + 1);
};

/** A quote that closes the string in which the name stands opens none: `'SECRET=' + value + ';'`. */
const closes = (text: string, at: number): boolean => {
  const quote = text[at];
  if (quote !== '"' && quote !== "'") return false;
  return before(text, at).replaceAll(/\\./g, '').split(quote).length % 2 === 0;
};
const assigned: Form = (text, { text: name, end }) => {
  const found = sticky(assignment, text, end);
  const isInVerbatim = text.startsWith('""', end);
  if (!found || (!isInVerbatim && closes(text, end + found[0].length))) return [];
  return literalFrom(text, end + found[0].length, name, isInVerbatim);
};

/** `("DB_PASSWORD", "…")`: a call that takes a name and its value. */
const pair = /(["'`]),\s{0,40}(?:default(?:_value|Value)?\s{0,3}[=:]\s{0,3})?/y;
/** In a call with two strings the second may be anything: `Action("CreateToken", "Payments")`. Settings have names like DB_PASSWORD and mail.password. */
const isOfSetting = (name: string, value: string): boolean =>
  /^[A-Z0-9_]+$|[_.-]/.test(name) || (/\d/.test(value) && /^[^{}/\s]+$/.test(value));
const given: Form = (text, { text: name, start, end }) => {
  const found = sticky(pair, text, end);
  const isFirst = /\(\s*$/.test(text.slice(Math.max(0, start - 40), start - 1));
  if (!found || !isFirst || text[start - 1] !== found[1]) return [];
  const literals = literalFrom(text, end + found[0].length, name);
  return literals.every((span) => isOfSetting(name, text.slice(span.start, span.end))) ? literals : [];
};

/** `.password("…")`, `setApiKey("…")` */
const setter =
  /^(.*\.)?_?(set|with|use|add)?_?(user|db|database|admin|client|smtp)?_?(password|passwd|pwd|passphrase|apikey|api_key|secret|secretkey|clientsecret|accesskey)$/i;
const call = /\s{0,10}\(\s{0,40}/y;
const called: Form = (text, { text: name, end }) => {
  const found = setter.test(name) ? sticky(call, text, end) : null;
  return found ? literalFrom(text, end + found[0].length, name) : [];
};

/** `<add key="ApiKey" value="…"/>`, `- name: DB_PASSWORD` and on the next line `value: …` */
const valueOfPair = /["']?,?\s{0,200}["']?(?:value|connectionString|defaultValue)["']?\s{0,10}[:=]\s{0,10}/iy;
const rest = /[^\s#"'][^\n#"']{0,500}/y;
const named: Form = (text, { text: name, end }, path) => {
  const found = sticky(valueOfPair, text, end);
  if (!found) return [];
  const at = end + found[0].length;
  const literal = literalFrom(text, at, name);
  if (literal.length > 0 || !isOfLines.test(path) || /["'`]/.test(text[at] ?? '')) return literal;
  const value = sticky(rest, text, at)?.[0].trimEnd() ?? '';
  return counts(name, value) ? [{ start: at, end: at + value.length }] : [];
};

/** `<Password>…</Password>`, `<property name="password">…`, `<setting name="ApiKey"><value>…` in files that configure. */
const isXml = /\.(xml|config|csproj|vbproj|fsproj|props|targets|settings|plist|nuspec|pubxml|wsdl|xaml)$/i;
const element = /["']?(?:\s[^<>\n]{0,200})?>\s{0,200}(?:<(?:value|string)>)?([^<>]{1,500})<\//iy;
const contained: Form = (text, { text: name, end }, path) => {
  const found = isXml.test(path) ? sticky(element, text, end) : null;
  const value = found?.[1]?.trim() ?? '';
  if (!found || !counts(name, value)) return [];
  const start = end + found[0].indexOf(found[1] ?? '', found[0].indexOf('>')) + (found[1] ?? '').indexOf(value);
  return [{ start, end: start + value.length }];
};

/** `PASSWORD=…`, `password: …` without quotes, where files are made of such lines. */
const isOfLines =
  /\.(env|properties|ini|conf|cfg|cnf|toml|ya?ml|sh|bash|zsh|ps1|psm1|bat|cmd|tf|tfvars|hcl|http|rest|netrc|npmrc|pypirc|service|mk)$|(^|\/)(\.env[\w.-]*|Dockerfile[\w.-]*|Containerfile|Makefile|Jenkinsfile|Procfile|\.netrc|\.npmrc|\.pypirc|\.pgpass|credentials|config)$/i;
const line = /[ \t]{0,20}(?:[:=]|(?<=^[ \t]*(?:ENV|ARG)[ \t]+\w+) )[ \t]{0,20}([^\s"'`#&*!|>{[][^\n]{0,500})/my;
const isScript = /\.(sh|bash|zsh|ps1|psm1|bat|cmd|tf|hcl)$|file$/i;
const isCode = /[(){};]|^\$|^-{1,2}\w/;
const inLine: Form = (text, { text: name, start, end }, path) => {
  const found = isOfLines.test(path) ? sticky(line, text, end) : null;
  const said = found?.[1]?.replace(/\s+#.*$/, '').trimEnd() ?? '';
  // The default of a variable: ${DB_PASSWORD:…}
  const whole = text.slice(start - 2, start) === '${' ? said.replace(/\}.*$/, '').replace(/^-/, '') : said;
  const value = isScript.test(path) ? (whole.split(/[\s;&|]/)[0] ?? '') : whole;
  if (!found || !counts(name, value) || (isScript.test(path) && isCode.test(value))) return [];
  const at = end + found[0].length - (found[1]?.length ?? 0) + said.indexOf(whole);
  return [{ start: at, end: at + value.length }];
};

/** YAML's `private_key: |` and the lines below it that are indented more. */
const block = /\s{0,20}:[ \t]*[|>][+-]?[ \t]*\n/y;
const inBlock: Form = (text, { start, end }, path) => {
  const found = /\.ya?ml$/i.test(path) ? sticky(block, text, end) : null;
  if (!found) return [];
  const indent = /^\s*/.exec(before(text, start))?.[0].length ?? 0;
  const lines: Span[] = [];
  for (const { index, 0: of, 1: space = '' } of text
    .slice(end + found[0].length)
    .matchAll(/([ \t]*)([^\n]*)(?:\n|$)/g)) {
    const content = of.trim();
    if (of === '' || (content !== '' && space.length <= indent)) break;
    const at = end + found[0].length + index + space.length;
    if (content !== '') lines.push({ start: at, end: at + content.length });
  }
  return lines;
};

/** `// password: …` in a comment, `Password: …` in a text: a value that no word looks like. */
const isProse = /\.(md|markdown|txt|rst|adoc)$/i;
const isComment = /^\s*(\/\/|\/?\*|#|--|<!--|;|')/;
const saying = /["'`*_]{0,3}\s{0,3}(?::|=|\bis\b)\s{0,3}["'`*_]{0,3}([^\s"'`*,;()<>{}]{5,100})/y;
const said: Form = (text, { text: name, start, end }, path) => {
  const found = isProse.test(path) || isComment.test(before(text, start)) ? sticky(saying, text, end) : null;
  const value = found?.[1]?.replace(/[.:?]+$/, '') ?? '';
  if (!found || !/\d/.test(value) || !/[A-Za-z]/.test(value) || !counts(name, value)) return [];
  const at = end + found[0].length - (found[1]?.length ?? 0);
  return [{ start: at, end: at + value.length }];
};

/** What stands before a name inside a connection string, and what then ends its value. */
const separators: Readonly<Record<string, RegExp>> = {
  ';': /[^;"'`\n\\<]{1,500}/y,
  '"': /[^;"'`\n\\<&]{1,500}/y,
  "'": /[^;"'`\n\\<&]{1,500}/y,
  '`': /[^;"'`\n\\<&]{1,500}/y,
  '=': /[^;"'`\n\\<&]{1,500}/y,
  '>': /[^;"'`\n\\<&]{1,500}/y,
  '&': /[^;"'`\n\\<&\s]{1,500}/y,
  '?': /[^;"'`\n\\<&\s]{1,500}/y,
  ',': /[^,;"'`\n\\<\s]{1,500}/y,
};
const plainEquals = /\s?=\s?(["']{0,2}|&quot;)/y;
const settings =
  /(server|data source|datasource|host|hostname|database|initial catalog|user ?id|uid|user|username|user name|endpoint|accountname|sharedaccesskeyname|defaultendpointsprotocol|port|address|addr|integrated security|ssl)\s*(=[^;&?\n]*)?[;&?]\s*$/i;
const ofRedis = /[\w.-]+:\d{2,5}(,[\w ]+=[^,;"'\n]*)*,\s*$/;

/** `Password=…` in a connection string, a JDBC URL, a list of Redis settings. */
const inString: Form = (text, { start, end }) => {
  const found = sticky(plainEquals, text, end);
  if (!found) return [];
  const near = text.slice(Math.max(0, start - 160), start);
  const separator = near.trimEnd().at(-1) ?? '';
  const ends = separators[separator];
  const isQuote = /["'`]/.test(separator);
  const isSetting = isQuote ? !/\s$/.test(near) : (separator === ',' ? ofRedis : settings).test(before(text, start));
  if (!ends || !isSetting || separator === '=') return [];
  const at = end + found[0].length;
  const value = sticky(ends, text, at)?.[0].trimEnd() ?? '';
  return value === '' || isPlaceholder(value) || /^\s*\+/.test(value) ? [] : [{ start: at, end: at + value.length }];
};

const forms: readonly Form[] = [assigned, given, called, named, contained, inString, inBlock, inLine, said];

const nameAround = (text: string, at: number): Name => {
  let start = at;
  let end = at;
  while (isOfName(text[start - 1]) && at - start < longestName) start -= 1;
  while (isOfName(text[end]) && end - at < longestName) end += 1;
  return { text: text.slice(start, end), start, end };
};

/** Secrets that stand under a credential's name, in whatever way names and values are written beside each other. */
export const assignedIn = (text: string, path: string): readonly Span[] => {
  const spans: Span[] = [];
  let seen = -1;
  for (const { index } of text.matchAll(nouns)) {
    // What lies in a secret that was found goes with it.
    if (index < seen || index < (spans.at(-1)?.end ?? 0)) continue;
    const name = nameAround(text, index);
    seen = name.end;
    if (!isCredentialName(name.text)) continue;
    for (const form of forms) {
      const found = form(text, name, path);
      for (const span of found) if (!isTranslation(path, text.slice(span.start, span.end))) spans.push(span);
      if (found.length > 0) break;
    }
  }
  return spans;
};
