import type { Finding, FindingsReport } from '#schemas/findings.ts';
import type { JobOutput } from '#schemas/job.ts';
import type { TemplateSummary } from '#schemas/template-summary.ts';
import { rank } from './diagnostic.ts';

const listed = 20;
const longest = 240;

const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
};

const where = ({ logicalId, property, line }: Finding): string => {
  const place = [logicalId, property].filter((part) => part !== undefined).join('/');
  return [place, line === undefined ? '' : `line ${line}`].filter((part) => part !== '').join(', ');
};

/** `ERROR E3628 Server/Properties/InstanceType, line 12: 'T3.micro' is not valid in any region` */
export const findingLine = (finding: Finding): string =>
  oneLine(`${finding.severity} ${finding.rule} ${where(finding)}: ${finding.message}`.replace(' : ', ': '));

const fixLine = (finding: Finding): string =>
  oneLine(`${finding.logicalId ? `${finding.logicalId}: ` : ''}${finding.fix?.description} (${finding.rule})`);

type ValidationSummary = {
  [Key in 'verdict' | 'findings' | 'open' | 'fixes']: NonNullable<TemplateSummary[Key]>;
};

/** What the job's record tells of a validation. `open` holds what needs a look: INFO does not. */
export const summaryOf = (report: FindingsReport): ValidationSummary => {
  const open = report.findings.filter(({ fix, severity }) => !fix && rank(severity) < rank('INFO'));
  const fixes = new Set(report.findings.filter(({ fix }) => fix).map(fixLine));
  return {
    verdict: report.verdict,
    findings: report.counts,
    open: open.slice(0, listed).map(findingLine),
    fixes: [...fixes].slice(0, listed),
  };
};

const counted = ['resources', 'verdict', 'findings', 'fidelity', 'files'];

/** The part of a job's summary that travels in its last event: counts, no lists, since an event is small and a drop may not be. */
export const countsOf = (summary: JobOutput['summary']): JobOutput['summary'] =>
  Object.fromEntries(Object.entries(summary).filter(([name]) => counted.includes(name)));
