import { readDocument } from '#jobs/template/validate/document/document.ts';
import type { Finding } from '#schemas/findings.ts';
import { isObject, type JsonValue } from '#schemas/json.ts';
import type { Ignore } from './ignore.ts';

/** What a template says of itself: what to ignore, and where it fails to say why. */
export type InlineIgnores = { readonly ignores: readonly Ignore[]; readonly complaints: readonly Finding[] };

const comment = /(?:^|\s)#\s?dropforge-ignore(-file)?(?![\w-])(.*)$/;

const indentOf = (line: string): number => line.length - line.trimStart().length;

const isBlank = (line: string): boolean => /^\s*(#|$)/.test(line);

/** The last line of the entry that begins at an index: those below it that are further in, or items of its list. */
const endOf = (lines: readonly string[], start: number): number => {
  const first = lines[start] ?? '';
  const isItem = first.trimStart().startsWith('- ');
  let end = start;
  for (let at = start + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (isBlank(line)) continue;
    const deeper = indentOf(line) > indentOf(first);
    const itsItem = !isItem && indentOf(line) === indentOf(first) && line.trimStart().startsWith('- ');
    if (!deeper && !itsItem) break;
    end = at;
  }
  return end;
};

/** A comment on a line of its own is about the entry below it, one behind an entry about that. Lines count from 1. */
const extentOf = (lines: readonly string[], at: number): Ignore['lines'] => {
  let start = at;
  if (isBlank(lines[at] ?? '')) while (start < lines.length - 1 && isBlank(lines[start] ?? '')) start += 1;
  return { from: start + 1, to: endOf(lines, start) + 1 };
};

const complaint = (file: string, line: number | undefined, what: string): Finding => ({
  rule: 'ignore-without-reason',
  severity: 'WARN',
  message: `${what} says no reason, so it is not heeded`,
  file,
  ...(line !== undefined && { line }),
  hint: 'Say why: # dropforge-ignore E3012: the reason',
});

const inComments = (text: string, file: string): InlineIgnores => {
  const lines = text.includes('dropforge-ignore') ? text.split('\n') : [];
  const ignores: Ignore[] = [];
  const complaints: Finding[] = [];
  for (const [at, line] of lines.entries()) {
    const [matched, wholeFile, said = ''] = comment.exec(line) ?? [];
    if (matched === undefined) continue;
    const [ids = '', ...why] = said.split(':');
    const rules = ids.split(/[\s,]+/).filter((id) => id !== '');
    const reason = why.join(':').trim();
    if (!reason || rules.length === 0) complaints.push(complaint(file, at + 1, 'The comment dropforge-ignore'));
    else {
      const extent = wholeFile ? undefined : extentOf(lines, at);
      ignores.push({ rules, reason, kind: 'inSource', ...(extent && { lines: extent }) });
    }
  }
  return { ignores, complaints };
};

const own = (value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined =>
  path.reduce<JsonValue | undefined>(
    (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );

const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

/** `Metadata: {dropforge: {ignore: [{rule, reason}]}}` and cfn-lint's `ignore_checks`, of a resource or of the template. */
const inMetadata = (holder: JsonValue | undefined, file: string, logicalId?: string): InlineIgnores => {
  const metadata = own(holder, 'Metadata');
  const where = logicalId === undefined ? {} : { logicalId };
  const checks = list(own(metadata, 'cfn-lint', 'config', 'ignore_checks'));
  const rules = checks.filter((rule) => typeof rule === 'string' && rule !== '').map(String);
  const ignores: Ignore[] = rules.length
    ? [{ rules, reason: "cfn-lint's ignore_checks", kind: 'inSource', ...where }]
    : [];
  const complaints: Finding[] = [];
  for (const entry of list(own(metadata, 'dropforge', 'ignore'))) {
    const [rule, reason] = [own(entry, 'rule'), own(entry, 'reason')];
    if (typeof rule === 'string' && typeof reason === 'string' && rule !== '' && reason.trim() !== '')
      ignores.push({ rules: [rule], reason, kind: 'inSource', ...where });
    else complaints.push({ ...complaint(file, undefined, 'An entry of Metadata.dropforge.ignore'), ...where });
  }
  return { ignores, complaints };
};

const holdsMetadata = (text: string): boolean => /dropforge|ignore_checks/.test(text);

/** What a template asks to be ignored, in comments and in Metadata. A template that cannot be read has its comments only. */
export const inlineIgnores = (text: string, file: string): InlineIgnores => {
  const document = holdsMetadata(text) ? readDocument(text) : undefined;
  const json = document && !('unreadable' in document) ? document.json : undefined;
  const resources = own(json, 'Resources');
  const all = [
    inComments(text, file),
    inMetadata(json, file),
    ...Object.entries(isObject(resources) ? resources : {}).map(([id, one]) => inMetadata(one, file, id)),
  ];
  return {
    ignores: all.flatMap(({ ignores }) => ignores),
    complaints: all.flatMap(({ complaints }) => complaints),
  };
};
