import { type Finding, findingsReport } from '#schemas/findings.ts';
import { jsonOf } from '../artifact.ts';
import { atLeast } from './at-least.ts';
import { type FindingSource, type ListedFinding, scales } from './finding-page.ts';
import { pageOf } from './page-of.ts';

/** `template.yaml: Server/Properties/InstanceType, line 12` */
const about = ({ file, logicalId, property, line }: Finding): string => {
  const place = [logicalId, property].filter((part) => part !== undefined).join('/');
  const at = [place, line === undefined ? '' : `line ${line}`].filter((part) => part !== '').join(', ');
  return [file, at].filter((part) => part).join(': ');
};

const listed = (finding: Finding): ListedFinding => ({
  rule: finding.rule,
  severity: finding.severity.toLowerCase(),
  about: about(finding),
  message: finding.message,
  ...(finding.hint !== undefined && { todo: finding.hint }),
  ...(finding.url !== undefined && { page: finding.url }),
  ...(finding.fix && { fixed: finding.fix.description }),
});

export const ofTemplate: FindingSource = async (job, query, context) => {
  const isSevere = atLeast(scales.template, query.severity);
  const { findings } = findingsReport.parse(await jsonOf(job, 'findings.json', context));
  const wanted = findings.filter(
    ({ rule, severity, fix }) =>
      isSevere(severity) && (query.fixed || !fix) && (query.rule === undefined || rule === query.rule),
  );
  return pageOf(wanted.map(listed), query);
};
