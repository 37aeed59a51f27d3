import type { Prose } from '#schemas/spec/document.ts';

/** Whatever text came from, it stays on its line: control and direction-changing characters make nothing move. */
const onOneLine = (text: string): string =>
  text
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\p{Cf}]/gu, '')
    .trim();

/** Plain text in GitHub-flavoured Markdown: nothing in it is markup, a link, a mention, an entity or a formula. */
export const escapeText = (text: string): string =>
  text
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\p{Cf}]/gu, '')
    .replace(/[\\`*_[\]<>|~&$@]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`);

/** What would begin a heading, a list, a rule or a quotation at the beginning of a line begins nothing. */
export const escapeStart = (line: string): string =>
  line.replace(/^(\s*)([#+=-])/, '$1\\$2').replace(/^(\s*\d+)([.)])/, '$1\\$2');

/** A code span whatever it holds: https://spec.commonmark.org/0.31.2/#code-spans */
export const codeSpan = (code: string): string => {
  const text = onOneLine(code);
  if (text === '') return '';
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
};

export const inlines = (prose: Prose): string =>
  prose.map(({ kind, text }) => (kind === 'code' ? codeSpan(text) : escapeText(text))).join('');

export const paragraph = (prose: Prose): string => escapeStart(inlines(prose).trim());

/** In a table a bar ends the cell even within a code span: https://github.github.com/gfm/#tables-extension- */
export const cell = (rendered: string): string => rendered.replace(/(?<!\\)((?:\\\\)*)\|/g, '$1\\|').trim() || '\u2013';

/** A table; no table without rows. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? []
    : [
        `| ${head.join(' | ')} |`,
        `|${head.map(() => ' --- ').join('|')}|`,
        ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
        '',
      ];
