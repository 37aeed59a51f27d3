import type { Finding } from '#schemas/findings.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { MappedResource, Trace } from '../mapped.ts';
import { stackOf } from '../mapping/managed.ts';
import { type Identifier, identifierOf } from './identifier.ts';
import { lacksReadHandler } from './without-read-handler.ts';

const supported =
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-supported-resources.html';

type Verdict = { readonly identifier: Identifier } | { readonly rule: string; readonly why: string };

/** Why a type cannot be imported at all; undefined if it can. */
const refusal = (type: string): string | undefined => {
  if (type.startsWith('Custom::')) return 'custom resources exist only in the stack that made them';
  if (type.startsWith('AWS::Serverless::')) return 'it is expanded by a transform';
  return lacksReadHandler(type) ? 'CloudFormation has no way to read what is there' : undefined;
};

const judge = (resource: MappedResource, registry: Registry): Verdict => {
  const type = registry.type(resource.type);
  const why = type === undefined ? 'CloudFormation does not know the type' : refusal(resource.type);
  if (type === undefined || why !== undefined || type.primaryIdentifier.length === 0) {
    return { rule: 'not-importable', why: why ?? 'its schema names no identifier' };
  }
  const stack = stackOf(resource);
  if (stack !== undefined) return { rule: 'in-another-stack', why: `it belongs to the stack ${stack} already` };
  const identifier = identifierOf(type, resource);
  if (identifier) return { identifier };
  return {
    rule: 'import-identifier-unknown',
    why: `an import needs its ${type.primaryIdentifier.join(' and ')}, which the drop does not tell`,
  };
};

const hints: Readonly<Record<string, string>> = {
  'not-importable': 'It keeps running as it is. To manage it here too, add it to the stack after the import.',
  'import-identifier-unknown': 'Add an export that shows it (describe-…, get-…) and drop the folder again.',
  'in-another-stack':
    'Take it out of that stack first: give it DeletionPolicy Retain there, and remove it from the template.',
  'imported-twice': 'Remove one of the two from the drop.',
};

const calledBy = ({ name, ref, parts }: MappedResource): string =>
  name ?? ref ?? parts.find(({ logicalId }) => logicalId !== undefined)?.logicalId ?? parts[0]?.called ?? 'A resource';

const finding = (resource: MappedResource, rule: string, why: string): Finding => ({
  rule,
  severity: 'WARN',
  resourceType: resource.type,
  message: `${calledBy(resource)} (${resource.type}) is left out of the import: ${why}.`,
  ...(hints[rule] === undefined ? {} : { hint: hints[rule] }),
  ...(rule === 'not-importable' ? { url: supported } : {}),
  sources: resource.parts.map(({ source }) => source),
});

const leftOut = ({ traces }: MappedResource, rule: string): Trace[] =>
  traces.map((trace) =>
    trace.outcome === 'carried'
      ? { outcome: 'dropped', source: trace.source, reason: 'not-importable', note: rule }
      : trace,
  );

export type Importable = {
  readonly resources: readonly MappedResource[];
  /** Of what is left out. */
  readonly traces: readonly Trace[];
  readonly findings: readonly Finding[];
};

/**
 * Parts what an import change set takes from what would make CloudFormation refuse it: a type it can't import, a resource whose identifier
 * is unknown, the same live resource twice. What is left out is no longer there to refer to: others keep its ids as they found them.
 */
export const importable = (resources: readonly MappedResource[], registry: Registry): Importable => {
  const kept: MappedResource[] = [];
  const seen = new Set<string>();
  const traces: Trace[] = [];
  const findings: Finding[] = [];
  const leave = (resource: MappedResource, rule: string, why: string) => {
    findings.push(finding(resource, rule, why));
    traces.push(...leftOut(resource, rule));
  };
  for (const resource of resources) {
    const verdict = judge(resource, registry);
    if ('rule' in verdict) {
      leave(resource, verdict.rule, verdict.why);
      continue;
    }
    const key = `${resource.type} ${JSON.stringify(verdict.identifier)}`;
    if (seen.has(key)) leave(resource, 'imported-twice', 'another resource of the drop has the same identifier');
    else kept.push(resource);
    seen.add(key);
  }
  return { resources: kept, traces, findings };
};
