import type { DetailedDiagnostic } from '@aws/cloudformation-validate';
import type { Finding } from '#schemas/findings.ts';
import type { JsonObject, JsonValue } from '#schemas/json.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { valueAt } from '../document/json-patch.ts';
import { isException, isUnfounded } from '../engine-exceptions.ts';
import { pointerOf } from './pointer.ts';

const longest = 600;

const short = (message: string): string => (message.length > longest ? `${message.slice(0, longest)}…` : message);

/** "… is not one of ['Enabled', 'Suspended']" and "must be one of Delete, Retain, got 'retain'", as the engine words them. */
const listed = (message: string): string[] | undefined => {
  const quoted = /is not one of \[(.*?)\]/s.exec(message)?.[1];
  if (quoted !== undefined) return [...quoted.matchAll(/'([^']*)'/g)].map(([, value]) => value ?? '');
  return /must be one of ([\w, ]+), got '/.exec(message)?.[1]?.split(', ');
};

const strings = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;

const named = <Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } =>
  value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: Value });

const findingOf = (
  found: DetailedDiagnostic,
  file: string,
  exception: string | undefined,
  tell: (text: string) => string,
): Finding => ({
  rule: found.ruleId,
  severity: exception || found.severity === 'DEBUG' ? 'INFO' : found.severity,
  message: short(tell(found.message)),
  file,
  ...named('line', found.startLine),
  ...named('column', found.startColumn),
  ...named('logicalId', found.entity?.logicalId),
  ...named('resourceType', found.entity?.resourceType || undefined),
  ...named('property', found.propertyPath?.replaceAll('.', '/')),
  ...named('hint', exception ?? (found.suggestedFix && tell(found.suggestedFix))),
  ...named('url', found.documentationUrl),
});

/** The engine says some things once for each of several values that lie in one place: once is enough. */
const once = (found: readonly DetailedDiagnostic[]): DetailedDiagnostic[] => {
  const said = ({ ruleId, entity, propertyPath, message, startLine, startColumn }: DetailedDiagnostic) =>
    JSON.stringify([ruleId, entity?.logicalId, propertyPath, message, startLine, startColumn]);
  return [...new Map(found.map((one) => [said(one), one])).values()];
};

/** The engine's own diagnostics as ours. DEBUG is for the engine's makers and left out. */
export const diagnosticsOf = (
  found: readonly DetailedDiagnostic[],
  template: JsonObject | undefined,
  file: string,
  tell: (text: string) => string,
): Diagnostic[] =>
  once(found)
    .filter(({ severity }) => severity !== 'DEBUG')
    .flatMap((one) => {
      const { context, entity, message } = one;
      const pointer = template && pointerOf(template, entity?.logicalId, one.propertyPath, message);
      if (template && pointer !== undefined && isUnfounded(one, valueAt(template, pointer))) return [];
      const extra: Record<string, unknown> = context?.extra ?? {};
      return {
        finding: findingOf(one, file, isException(one), tell),
        ...named('pointer', pointer),
        ...named('expected', /is not of type '(\w+)'/.exec(message)?.[1] ?? context?.expectedConstraint ?? undefined),
        ...named('allowed', strings(extra.allowed_values) ?? listed(message)),
        ...named('actual', context?.actualValue as JsonValue | undefined),
      };
    });
