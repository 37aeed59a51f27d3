import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { valueAt } from '../document/json-patch.ts';
import { pointerTo, tokensOf } from '../document/pointer.ts';
import type { Fix, FixContext, Fixer } from './fix.ts';
import { mayHaveMacros } from './macros.ts';
import { distance, nearest } from './nearest.ts';
import { move } from './operation.ts';
import { namesAt } from './schema.ts';
import { shown } from './shown.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
const policyElements = ['Version', 'Id', 'Statement'];
const statementElements = [
  ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
].flat();

const isPolicyRule = (rule: string): boolean => /^E35(1[0-3]|30)$/.test(rule);

/** Policies are JSON to the registry: what may stand in them is told by where in the document it stands. */
const policyNames = (rule: string, tokens: readonly string[]): string[] => {
  if (!isPolicyRule(rule)) return [];
  return tokens.slice(-2).includes('Statement') ? statementElements : policyElements;
};

/** What the engine takes it for, if a digit was appended to a name that has no numbered siblings: `BucketName1`. */
const suggested = (message: string, name: string, known: readonly string[]): string | undefined => {
  const meant = /Did you mean '([^']+)'\?/.exec(message)?.[1];
  if (meant === undefined || name.replace(/\d+$/, '') !== meant || !known.includes(meant)) return undefined;
  return known.some((one) => one !== meant && one.replace(/\d+$/, '') === meant) ? undefined : meant;
};

type Unknown = {
  readonly pointer: string;
  readonly name: string;
  readonly parent: readonly string[];
  readonly object: JsonObject;
  readonly known: readonly string[];
};

/** The same name one level further out, or in the only one of the objects beside it that knows it. */
const elsewhere = ({ pointer, name, parent, object }: Unknown, { template, registry }: FixContext): Fix | undefined => {
  const outer = parent.slice(0, /^\d+$/.test(parent.at(-1) ?? '') ? -2 : -1);
  const inner = Object.keys(object).map((key) => [...parent, key]);
  const places = [outer, ...inner].filter((tokens) => {
    const there = tokens.length >= 3 ? valueAt(template, pointerTo(tokens)) : undefined;
    return isObject(there) && !Object.hasOwn(there, name) && namesAt(template, registry, tokens).includes(name);
  });
  const [place] = places;
  if (!place || places.length > 1) return undefined;
  return {
    patch: [{ op: 'move', from: pointer, path: pointerTo([...place, name]) }],
    description: `${name} moved to ${place.slice(2).join('/')}, where it belongs`,
  };
};

/** What a property of such a name is there for is not to be given up for a template that deploys. */
const guards =
  /encrypt|kms|polic|public|acl|auth|ssl|tls|secur|secret|passw|access|restrict|retain|retention|backup|protect|delet|permission|principal|log|monitor|audit|version|cidr|role/i;

const isPlain = (value: JsonValue | undefined): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Array.isArray(value) && value.every((one) => typeof one !== 'object'));

/** Whether one of the names that are not there yet may be what was meant. */
const isAmbiguous = (name: string, known: readonly string[], object: JsonObject): boolean =>
  known.some((one) => {
    if (Object.hasOwn(object, one)) return false;
    const [a, b] = [name.toLowerCase(), one.toLowerCase()];
    return a.includes(b) || b.includes(a) || distance(a, b, 3) <= 3;
  });

/**
 * A plain value under a name that nothing there is called, nor anything like it: it never had an effect, for CloudFormation
 * refuses it. Not if something that is required is missing, a macro may read it, or it was to guard something.
 */
const removal = ({ pointer, name, parent, object, known }: Unknown, { template, at }: FixContext): Fix | undefined => {
  const value = object[name];
  const misses = (one: Diagnostic) => /required|must be specified/i.test(one.finding.message);
  if (!isPlain(value) || known.length === 0 || guards.test(name) || name.startsWith('Fn::') || mayHaveMacros(template))
    return undefined;
  if (isAmbiguous(name, known, object) || at(pointerTo(parent)).some(misses)) return undefined;
  return {
    patch: [{ op: 'remove', path: pointer }],
    description: `${name}: ${shown(name, value)} removed: ${parent.at(-1)} has no such property, nor one like it`,
  };
};

export const unknownProperty: Fixer = {
  name: 'unknown-property',
  mends:
    'A name that CloudFormation does not know there: the one that is surely meant, its place one level off, or nothing at all',
  rules: ['F3002', 'E3510', 'E3512', 'E3513', 'E3530'],
  fix({ finding, pointer }, context) {
    const { template, registry } = context;
    const tokens = tokensOf(pointer);
    const name = tokens.at(-1);
    const parent = tokens.slice(0, -1);
    const object = valueAt(template, pointerTo(parent));
    if (name === undefined || !isObject(object) || !finding.message.includes('Additional properties')) return undefined;
    const known = [...namesAt(template, registry, parent), ...policyNames(finding.rule, parent)];
    const meant = nearest(name, known) ?? suggested(finding.message, name, known);
    if (meant !== undefined) {
      if (Object.hasOwn(object, meant)) return undefined;
      return { patch: [move(pointer, pointerTo([...parent, meant]))], description: `${name} renamed to ${meant}` };
    }
    const unknown = { pointer, name, parent, object, known };
    // What a statement says more than is allowed may be what narrows it.
    if (isPolicyRule(finding.rule)) return known.includes('Effect') ? undefined : removal(unknown, context);
    // What the engine takes it for may be what was meant.
    return (
      elsewhere(unknown, context) ?? (finding.message.includes('Did you mean') ? undefined : removal(unknown, context))
    );
  },
};
