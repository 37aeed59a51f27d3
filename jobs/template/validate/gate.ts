import { isDeepStrictEqual } from 'node:util';
import type { JsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonValue } from '#schemas/json.ts';
import type { Analysis } from './analyse.ts';
import type { Candidate } from './candidates.ts';
import { type Diagnostic, identity, rank } from './diagnostic.ts';
import type { TemplateDocument } from './document/document.ts';
import { applyPatch, valueAt } from './document/json-patch.ts';
import { outwards, pointerTo, tokensOf } from './document/pointer.ts';

/** Pointers of everything in a value, itself included. */
function* pointers(value: JsonValue | undefined, at: string): Generator<string> {
  yield at;
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* pointers(item, `${at}/${index}`);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) yield* pointers(item, `${at}${pointerTo([key])}`);
}

/** A resource, its type, all its properties at once, a parameter, an output: never to go, whatever a fix says. */
const isKept = ([section = '', ...rest]: readonly string[]): boolean =>
  sections.has(section) &&
  (rest.length < 2 || (section === 'Resources' && rest.length === 2 && keptAttributes.has(rest[1] ?? '')));

const sections = new Set(['Resources', 'Parameters', 'Outputs', 'Mappings', 'Conditions', 'Rules']);
const keptAttributes = new Set(['Type', 'Properties']);

/** What may go: the very property a finding is about, and what the fix says it takes out. */
const mayGo = ({ findings, gone = [] }: Candidate): string[] =>
  [...findings.flatMap(({ pointer }) => pointer ?? []), ...gone].filter(
    (pointer) => pointer !== '' && !isKept(tokensOf(pointer)),
  );

/** What an operation takes out of a value and puts nowhere else. */
const takenOut = (json: JsonValue, operation: JsonPatchOperation): string[] => {
  if (operation.op === 'remove') return [operation.path];
  if (operation.op !== 'replace') return [];
  const left = new Set(pointers(operation.value, operation.path));
  return [...pointers(valueAt(json, operation.path), operation.path)].filter((pointer) => !left.has(pointer));
};

const disappeared = ({ json }: TemplateDocument, batch: readonly Candidate[]): string | undefined => {
  const excused = new Set(batch.flatMap(mayGo));
  return batch
    .flatMap(({ patch }) => patch.flatMap((operation) => takenOut(json, operation)))
    .find((pointer) => !outwards(pointer).some((outer) => excused.has(outer)));
};

/** The text must say what the patch says, and nothing else. */
const isHonest = (before: TemplateDocument, after: TemplateDocument, batch: readonly Candidate[]): boolean =>
  isDeepStrictEqual(
    applyPatch(
      before.json,
      batch.flatMap(({ patch }) => patch),
    ),
    after.json,
  );

const tally = (diagnostics: readonly Diagnostic[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const one of diagnostics) counts.set(identity(one), (counts.get(identity(one)) ?? 0) + 1);
  return counts;
};

/** A finding that was not there before and weighs as much as the lightest that was to be fixed, or is an error at all. */
const appeared = (before: Analysis, after: Analysis, batch: readonly Candidate[]): Diagnostic | undefined => {
  const lightest = Math.max(
    rank('ERROR'),
    ...batch.flatMap(({ findings }) => findings.map(({ finding }) => rank(finding.severity))),
  );
  const known = tally(before.diagnostics);
  const now = tally(after.diagnostics);
  return after.diagnostics.find(
    (one) => rank(one.finding.severity) <= lightest && (now.get(identity(one)) ?? 0) > (known.get(identity(one)) ?? 0),
  );
};

const remaining = (before: Analysis, after: Analysis, batch: readonly Candidate[]): Diagnostic | undefined => {
  const known = tally(before.diagnostics);
  const now = tally(after.diagnostics);
  return batch
    .flatMap(({ findings }) => findings)
    .find((one) => (now.get(identity(one)) ?? 0) >= (known.get(identity(one)) ?? 0));
};

/**
 * Whether a batch of fixes may stay: each finding is gone, none of the same or higher severity appeared, no resource
 * and no property disappeared but the faulty one, and the text changed exactly as the patches say.
 * Undefined if it may; else why not, for a person.
 */
export const objection = (before: Analysis, after: Analysis, batch: readonly Candidate[]): string | undefined => {
  if (!before.document || !after.document) return 'the template could not be read afterwards';
  if (after.incomplete.length > before.incomplete.length) return 'the engine could not finish its analysis afterwards';
  if (!isHonest(before.document, after.document, batch)) return 'the text cannot be changed in just this way';
  const gone = disappeared(before.document, batch);
  if (gone !== undefined) return `${gone} would disappear`;
  const still = remaining(before, after, batch);
  if (still) return 'the finding stayed';
  const fresh = appeared(before, after, batch);
  return fresh && `it would lead to ${fresh.finding.rule}: ${fresh.finding.message}`;
};
