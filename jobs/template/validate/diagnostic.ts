import type { Finding, Severity } from '#schemas/findings.ts';
import { severities } from '#schemas/findings.ts';
import type { JsonValue } from '#schemas/json.ts';

/** A finding with what a fix needs to know of it. */
export type Diagnostic = {
  readonly finding: Finding;
  /** JSON pointer into the template (long-form functions) of what the finding is about; absent if it has no place there. */
  readonly pointer?: string;
  /** The JSON type that was expected, or the values. */
  readonly expected?: string;
  readonly allowed?: readonly string[];
  readonly actual?: JsonValue;
};

/** 0 is the worst. */
export const rank = (severity: Severity): number => severities.indexOf(severity);

export const isError = ({ severity }: Pick<Finding, 'severity'>): boolean => rank(severity) <= rank('ERROR');

/** What makes two findings of two runs the same one: not its line, which a fix above it moves, nor its wording. */
export const identity = ({ finding, pointer }: Diagnostic): string =>
  [finding.rule, finding.logicalId ?? '', pointer ?? finding.property ?? ''].join('\n');
