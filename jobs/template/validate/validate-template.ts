import type { Finding, FindingsReport } from '#schemas/findings.ts';
import type { JsonObject } from '#schemas/json.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { type Analysis, analyse } from './analyse.ts';
import { identity, isError, rank } from './diagnostic.ts';
import { type Engine, sharedEngine } from './engine.ts';
import { type Fixed, fixRounds, type Refusal } from './fix-rounds.ts';
import { limits } from './limits.ts';
import { type Repair, type Repaired, unrepaired } from './repair.ts';
import { untold } from './untold.ts';

export type ValidateOptions = {
  /** What findings call the template: a path or a name. */
  readonly fileName: string;
  /** Findings that were made while the template was made; they are told with the others and count towards the verdict. */
  readonly generationFindings?: readonly Finding[];
  /** Whether to fix what a machine can fix. Default: true. */
  readonly fix?: boolean;
  /** Given a text, tells which findings are not to be fixed: those that somebody wants to be ignored. Default: none. */
  readonly leave?: (text: string) => (finding: Finding) => boolean;
  readonly engine?: Engine;
  /** What mends what fixers could not. Default: nothing. */
  readonly repair?: Repair;
};

export type Validated = {
  /** The template: the text that went in, byte for byte, unless a fix was kept. */
  readonly text: string;
  readonly report: FindingsReport;
};

const untouched = (text: string, analysis: Analysis): Fixed => ({ text, analysis, fixed: [], refused: [] });

const withRefusal = (finding: Finding, refusals: readonly Refusal[]): Finding => {
  if (refusals.length === 0) return finding;
  return { ...finding, tried: refusals.map(({ by, why }) => ({ by, why })) };
};

/** A template is valid only if the analysis was complete and found no error. */
const verdictOf = (findings: readonly Finding[], { incomplete }: Analysis): FindingsReport['verdict'] => {
  if (findings.some(isError)) return 'invalid';
  return incomplete.length > 0 ? 'incomplete' : 'valid';
};

const incompleteFindings = ({ incomplete }: Analysis, file: string): Finding[] =>
  incomplete.map((reason) => ({
    rule: 'incomplete-analysis',
    severity: 'WARN',
    message: `The analysis is incomplete, findings may be missing: ${reason}`,
    file,
    hint: 'Split the template, or validate its parts, and look at the reason given',
  }));

const reportOf = (
  { state: { analysis, fixed, refused }, model, notes }: Repaired,
  { fileName, generationFindings = [] }: ValidateOptions,
  engine: FindingsReport['engine'],
  before: JsonObject | undefined,
): FindingsReport => {
  const refusals = Map.groupBy(refused, (one) => one.identity);
  const open = [
    ...analysis.diagnostics.map((one) => withRefusal(one.finding, refusals.get(identity(one)) ?? [])),
    ...incompleteFindings(analysis, fileName),
    ...generationFindings,
    ...notes,
  ].toSorted((a, b) => rank(a.severity) - rank(b.severity));
  const tell = untold(before).finding;
  const count = (severity: Finding['severity']) => open.filter((finding) => finding.severity === severity).length;
  return {
    verdict: verdictOf(open, analysis),
    engine,
    counts: {
      fatal: count('FATAL'),
      error: count('ERROR'),
      warn: count('WARN'),
      info: count('INFO'),
      fixed: fixed.length,
    },
    findings: [...open, ...fixed].map(tell),
    ...(model && { model }),
  };
};

/**
 * Judges a CloudFormation template (YAML or JSON) and fixes what can be fixed with certainty.
 * `incomplete` means that the engine could not finish: never valid, and invalid if errors were found all the same.
 * Throws PermanentError `TEMPLATE_TOO_LARGE`; anything else that is wrong with the text is a finding.
 */
export const validateTemplate = async (text: string, options: ValidateOptions): Promise<Validated> => {
  const { fileName, fix = true, leave, engine = sharedEngine(), repair = unrepaired } = options;
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.templateBytes) {
    throw new PermanentError(
      'TEMPLATE_TOO_LARGE',
      `${fileName} has ${bytes} bytes; more than ${limits.templateBytes} are not read`,
      'CloudFormation takes at most 1 MB: split the template into several stacks',
    );
  }
  const judge = (one: string) => analyse(one, fileName, engine);
  const first = await judge(text);
  const fixable = fix && bytes <= limits.fixableBytes;
  const result = fixable
    ? await repair(await fixRounds(text, first, judge, leave), judge, fileName)
    : { state: untouched(text, first), notes: [] };
  const version = await engine.version();
  return {
    text: result.state.text,
    report: reportOf(result, options, { name: engine.name, version }, first.document?.json),
  };
};
