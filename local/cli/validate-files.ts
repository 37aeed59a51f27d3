import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { validateTemplate } from '#jobs/template/validate/validate-template.ts';
import type { FindingsReport } from '#schemas/findings.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { type Arguments, CommandError, UsageError } from './command.ts';
import { printJson } from './document.ts';
import { findingLines, verdictLine } from './findings-text.ts';
import { atLeast, severities } from './severity.ts';
import type { Sink, Surroundings } from './terminal.ts';

type Severity = (typeof severities)[number];

const read = (file: string, cwd: string): Promise<string> =>
  readFile(resolve(cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file} cannot be read (${error.code}).`);
  });

const validateFile = async (file: string, fix: boolean, cwd: string): Promise<FindingsReport> => {
  const before = await read(file, cwd);
  const { text, report } = await validateTemplate(before, { fileName: file, fix }).catch((error: unknown) => {
    if (error instanceof PermanentError) throw new CommandError(`${error.message}. ${error.hint}.`);
    throw error;
  });
  if (fix && text !== before) await writeFile(resolve(cwd, file), text);
  return report;
};

/** What was fixed is always shown: the file was changed. */
const shown = ({ findings }: FindingsReport, least: Severity) => {
  const severe = new Set(atLeast(findings, least));
  return findings.filter((finding) => finding.fix !== undefined || severe.has(finding));
};

const print = (out: Sink, file: string, report: FindingsReport, least: Severity): void => {
  const lines = shown(report, least).flatMap((finding) => findingLines(out, file, finding));
  out.write(`${[...lines, verdictLine(out, file, report)].join('\n')}\n`);
};

/** Validates each template in this process; resolves to 0 only if all of them are valid. */
export const validateFiles = async (given: Arguments, { out, cwd, signal }: Surroundings): Promise<number> => {
  const least = severities.find((severity) => severity === given.text('severity')) ?? 'warn';
  const asJson = given.text('format') === 'json';
  const templates: ({ readonly file: string } & FindingsReport)[] = [];
  for (const file of given.positionals) {
    signal.throwIfAborted();
    const report = await validateFile(file, given.flag('fix'), cwd);
    templates.push({ file, ...report, findings: [...shown(report, least)] });
    if (!asJson) print(out, file, report, least);
  }
  if (asJson) out.write(printJson({ templates }));
  return templates.every(({ verdict }) => verdict === 'valid') ? 0 : 1;
};
