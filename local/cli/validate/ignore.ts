import type { Finding } from '#schemas/findings.ts';

/** That somebody does not want to be told of something, and why. */
export type Ignore = {
  /** Rule ids or beginnings of them: `E3012`, `W2`, or one of our own, `missing-policy-version`. */
  readonly rules: readonly string[];
  readonly reason: string;
  /** `inSource`: said in the template; `external`: in the configuration file. */
  readonly kind: 'inSource' | 'external';
  /** Only for this resource. */
  readonly logicalId?: string;
  /** Only for these lines, the last included. */
  readonly lines?: { readonly from: number; readonly to: number };
};

/** Of an analysis that did not happen there is nothing to ignore. */
const never = new Set(['incomplete-analysis', 'alias-bomb', 'ignore-without-reason']);

/** The engine calls FATAL what cfn-lint calls an error: its F3012 is cfn-lint's E3012, and people know the latter. */
const isMeant = (rule: string, wanted: string): boolean => {
  if (!/^[A-Z]\d*$/.test(wanted)) return rule === wanted;
  return rule.startsWith(wanted) || (rule.startsWith('F') && `E${rule.slice(1)}`.startsWith(wanted));
};

const covers = ({ rules, logicalId, lines }: Ignore, finding: Finding): boolean => {
  if (never.has(finding.rule) || !rules.some((wanted) => isMeant(finding.rule, wanted))) return false;
  if (logicalId !== undefined && logicalId !== finding.logicalId) return false;
  const { line } = finding;
  return lines === undefined || (line !== undefined && lines.from <= line && line <= lines.to);
};

/** The first ignore that covers a finding. */
export const ignoreFor = (finding: Finding, ignores: readonly Ignore[]): Ignore | undefined =>
  ignores.find((ignore) => covers(ignore, finding));
