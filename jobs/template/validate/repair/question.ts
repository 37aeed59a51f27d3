import type { JsonObject } from '#schemas/json.ts';
import { section } from '#shared/model/section.ts';
import { tokensOf } from '../document/pointer.ts';
import type { Redaction } from './redact.ts';
import type { Target } from './target.ts';
import { schemaOf } from './type-schema.ts';

/** Characters of a resource that a model is shown. */
const longest = 24_000;

const tooLarge = (value: unknown): boolean => JSON.stringify(value).length > longest;

/** Of a large resource only the properties that findings are about. */
const fragmentOf = ({ diagnostics }: Target, resource: JsonObject): JsonObject | undefined => {
  if (!tooLarge(resource)) return resource;
  const named = new Set(diagnostics.map(({ pointer }) => tokensOf(pointer)[3]));
  const Properties = Object.fromEntries(Object.entries(resource.Properties ?? {}).filter(([name]) => named.has(name)));
  const part = { Type: resource.Type, Properties };
  return tooLarge(part) ? undefined : part;
};

const findingsOf = ({ diagnostics }: Target, redaction: Redaction) =>
  diagnostics.slice(0, 20).map(({ finding, pointer, expected, allowed }) => ({
    pointer,
    rule: finding.rule,
    message: redaction.text(finding.message).slice(0, 1_000),
    ...(expected !== undefined && { expected }),
    ...(allowed && { allowed: allowed.slice(0, 200) }),
  }));

/**
 * All that a model reads of a template: the failing resource without its secrets, its findings, its type's schema, and why
 * its last edit was refused. Undefined if even that is too much.
 */
export const questionText = (target: Target, redaction: Redaction, refused: string | undefined): string | undefined => {
  const value = fragmentOf(target, redaction.resource);
  if (!value) return undefined;
  return [
    section('schema', schemaOf(target)),
    section('findings', findingsOf(target, redaction)),
    section('fragment', { pointer: target.pointer, value }),
    ...(refused === undefined ? [] : [section('refused', redaction.text(refused))]),
  ].join('\n\n');
};
