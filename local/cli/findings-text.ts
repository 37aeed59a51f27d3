import type { Finding, FindingsReport, Severity } from '#schemas/findings.ts';
import { type Colour, paint, plain, type Sink } from './terminal.ts';

const colours: Readonly<Record<Severity, Colour>> = { FATAL: 'red', ERROR: 'red', WARN: 'yellow', INFO: 'cyan' };

const place = (file: string, { line, column }: Finding): string =>
  [file, ...(line === undefined ? [] : [line, column ?? 1])].join(':');

/** `file:line:column severity rule message`, as editors and terminals make links of, and a hint below it. */
export const findingLines = (to: Sink, file: string, finding: Finding): readonly string[] => {
  const { severity, rule, message, logicalId, fix, hint } = finding;
  const word = fix ? paint(to, 'green', 'FIXED') : paint(to, colours[severity], severity);
  const where = logicalId && !message.includes(logicalId) ? ` [${logicalId}]` : '';
  const below = fix?.description ?? hint;
  return [
    `${paint(to, 'bold', place(file, finding))} ${word} ${rule} ${plain(message)}${where}`,
    ...(below ? [`    ${paint(to, 'dim', plain(below))}`] : []),
  ];
};

const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** The last line for a template: its verdict, never "valid" if the analysis is incomplete. */
export const verdictLine = (to: Sink, file: string, { verdict, counts }: FindingsReport): string => {
  const said = {
    valid: paint(to, 'green', 'valid'),
    invalid: paint(to, 'red', 'invalid'),
    incomplete: paint(to, 'red', 'not fully analysed, do not take it for valid'),
  }[verdict];
  const numbers = [
    many(counts.fatal + counts.error, 'error'),
    many(counts.warn, 'warning'),
    ...(counts.info > 0 ? [`${counts.info} for information`] : []),
    ...(counts.fixed > 0 ? [`${counts.fixed} fixed`] : []),
  ];
  return `${file}: ${said}, ${numbers.join(', ')}`;
};
