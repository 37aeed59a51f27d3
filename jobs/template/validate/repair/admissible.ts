import type { JsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import { valueAt } from '../document/json-patch.ts';
import { outwards, pointerTo, tokensOf } from '../document/pointer.ts';
import { namesAt } from '../fixes/schema.ts';
import { broughtIn } from './brought-in.ts';
import { lostValue } from './lost-value.ts';
import { type Redaction, secretMark } from './redact.ts';
import type { Target } from './target.ts';

export type Proposal = {
  readonly patch: readonly JsonPatchOperation[];
  readonly target: Target;
  readonly template: JsonObject;
  readonly redaction: Redaction;
};

type Check = (operation: JsonPatchOperation, proposal: Proposal) => string | undefined;

const parentOf = (pointer: string): string => pointerTo(tokensOf(pointer).slice(0, -1));
const proposed = (operation: JsonPatchOperation): JsonValue | undefined =>
  'value' in operation ? operation.value : undefined;
const pathsOf = (operation: JsonPatchOperation): string[] =>
  operation.op === 'move' ? [operation.from, operation.path] : [operation.path];

/** An identity, a policy or a condition of the resource is not a model's to change. */
const elsewhere: Check = (operation, { target }) => {
  const wrong = pathsOf(operation).find((path) => {
    const [section, logicalId, attribute] = tokensOf(path);
    return (
      section !== 'Resources' ||
      logicalId !== target.logicalId ||
      !['Properties', 'DependsOn'].includes(attribute ?? '')
    );
  });
  return wrong === undefined ? undefined : `it would change ${wrong}, not the failing resource's properties`;
};

const beside = (path: string, target: Target): boolean =>
  target.diagnostics.some(({ pointer }) => parentOf(pointer) === parentOf(path));

const within = (path: string, target: Target): boolean =>
  target.diagnostics.some(({ pointer }) => pointer === path || outwards(path).includes(pointer));

/** What no finding is about stays; a new member may stand beside a faulty one. */
const unasked: Check = (operation, { target }) => {
  const { op, path } = operation;
  const makes = op === 'add' || op === 'move';
  if (within(path, target) || (makes && beside(path, target))) return undefined;
  return `no finding is about ${path}`;
};

const overwrites: Check = ({ op, path }, { template }) => {
  if (op !== 'add' && op !== 'move') return undefined;
  const isMember = isObject(valueAt(template, parentOf(path)));
  return isMember && valueAt(template, path) !== undefined ? `it would overwrite ${path}` : undefined;
};

/** Only a name that its type does not know may go, and only if that is the finding. */
const removes: Check = (operation, { target, template }) => {
  if (operation.op !== 'remove' && operation.op !== 'move') return undefined;
  const path = operation.op === 'move' ? operation.from : operation.path;
  const name = tokensOf(path).at(-1) ?? '';
  const names = namesAt(template, loadRegistry(), tokensOf(parentOf(path)));
  const isFaulty = target.diagnostics.some(({ pointer }) => pointer === path);
  return isFaulty && names.length > 0 && !names.includes(name) ? undefined : `${path} would disappear`;
};

const isEmpty = (value: JsonValue | undefined): boolean =>
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0) ||
  (isObject(value) && value.Ref === 'AWS::NoValue');

/** Nothing in a value's place is a removal by another name. */
const empties: Check = (operation) =>
  isEmpty(proposed(operation)) ? `${operation.path} would be left empty` : undefined;

const secrets: Check = (operation, { template, redaction }) => {
  if (JSON.stringify(proposed(operation) ?? null).includes(secretMark))
    return 'it would write a placeholder for a secret';
  const before = pathsOf(operation).map((path) => valueAt(template, path));
  return operation.op !== 'move' && before.some(redaction.hides) ? 'it would write over a secret' : undefined;
};

const brings: Check = (operation, { target }) => broughtIn(proposed(operation), target.resource);

const checks: readonly Check[] = [elsewhere, unasked, overwrites, removes, empties, secrets, brings];

/** Why an edit that a model proposes is not even tried; undefined if it may be. What it leads to the gate judges (../gate.ts). */
export const inadmissible = (proposal: Proposal): string | undefined => {
  for (const operation of proposal.patch) {
    for (const check of checks) {
      const why = check(operation, proposal);
      if (why !== undefined) return why;
    }
  }
  return lostValue(proposal.patch, proposal.target, proposal.template);
};
