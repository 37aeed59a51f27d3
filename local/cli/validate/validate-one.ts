import type { Repair } from '#jobs/template/validate/repair.ts';
import { validateTemplate } from '#jobs/template/validate/validate-template.ts';
import type { Finding, FindingsReport } from '#schemas/findings.ts';
import { type Ignore, ignoreFor } from './ignore.ts';
import { inlineIgnores } from './inline-ignores.ts';
import type { Ignored, Result } from './result.ts';

const counted = (open: readonly Finding[], fixed: readonly Finding[]): FindingsReport['counts'] => {
  const count = (severity: Finding['severity']) => open.filter((one) => one.severity === severity).length;
  return {
    fatal: count('FATAL'),
    error: count('ERROR'),
    warn: count('WARN'),
    info: count('INFO'),
    fixed: fixed.length,
  };
};

const verdictOf = ({ fatal, error }: FindingsReport['counts'], open: readonly Finding[]): FindingsReport['verdict'] => {
  if (fatal + error > 0) return 'invalid';
  return open.some(({ rule }) => rule === 'incomplete-analysis') ? 'incomplete' : 'valid';
};

/** Takes out of a report what is to be ignored: neither counts nor verdict know of it any more. */
const withoutIgnored = (report: FindingsReport, file: string, ignores: readonly Ignore[], more: readonly Finding[]) => {
  const fixed = report.findings.filter(({ fix }) => fix !== undefined);
  const open: Finding[] = [...more];
  const ignored: Ignored[] = [];
  for (const finding of report.findings) {
    if (finding.fix) continue;
    const ignore = ignoreFor(finding, ignores);
    if (ignore) ignored.push({ ...finding, ignored: { reason: ignore.reason, kind: ignore.kind } });
    else open.push(finding);
  }
  const counts = counted(open, fixed);
  return { ...report, file, counts, verdict: verdictOf(counts, open), findings: [...open, ...fixed], ignored };
};

type Options = { readonly fix: boolean; readonly ignores: readonly Ignore[]; readonly repair?: Repair };

/** Validates a template. What the template or the configuration ignores is neither judged nor fixed. */
export const validateOne = async (
  text: string,
  file: string,
  { fix, ignores, repair }: Options,
): Promise<{ readonly text: string; readonly result: Result }> => {
  const heeded = (one: string) => [...inlineIgnores(one, file).ignores, ...ignores];
  // A fix moves lines: what a comment is about is looked up in the text as it then is.
  const leave = (one: string) => {
    const now = heeded(one);
    return (finding: Finding) => ignoreFor(finding, now) !== undefined;
  };
  const validated = await validateTemplate(text, { fileName: file, fix, leave, ...(repair && { repair }) });
  const { complaints } = inlineIgnores(validated.text, file);
  const result = withoutIgnored(validated.report, file, heeded(validated.text), complaints);
  return { text: validated.text, result };
};
