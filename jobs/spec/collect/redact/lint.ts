import { lintSource } from '@secretlint/core';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { mark, type Span } from './spans.ts';

/** A comment in a source must not switch rules off; passwords in addresses are found by `looks.ts`, which leaves the rest of the address. */
const unwanted = /-(filter-comments|basicauth|database-connection-string)$/;

const config = {
  rules: rules.filter(({ meta }) => !unwanted.test(meta.id)).map((rule) => ({ id: rule.meta.id, rule })),
};

/**
 * What the rules look for begins with one of these. Most files hold none, and are passed quickly: secretlint keeps a record of
 * every run for as long as the process lives.
 */
const mayHold =
  /\b(A3T[A-Z0-9]|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA)[A-Z0-9]{16}|secret_?access_?key|PRIVATE KEY|_authToken|npm_|x(?:ox[abopr]|app)-|hooks\.slack|sk-|lin_api_|SG\.|shp(?:pa|ca|at|ss)_|gh[pousr]_|github_pat_|ops_ey/i;

/** Secretlint may take the quote or bracket after a secret for a part of it. */
const trailing = /["'`,;)\]}>\s]+$/;

/** What secretlint's recommended rules find. https://github.com/secretlint/secretlint */
export const lintedIn = async (text: string): Promise<readonly Span[]> => {
  if (!mayHold.test(text)) return [];
  // The name is not the file's: a rule opens files by it.
  const source = { filePath: 'text', content: text, contentType: 'text' as const, ext: '' };
  const { messages } = await lintSource({ source, options: { config, noPhysicFilePath: true } });
  return messages.flatMap(({ type, range: [start, end] }) => {
    const found = text.slice(start, end).replace(trailing, '');
    return type !== 'message' || found.includes(mark) ? [] : [{ start, end: start + found.length }];
  });
};
