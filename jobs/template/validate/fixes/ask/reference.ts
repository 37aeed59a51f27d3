import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { pointerTo, tokensOf } from '../../document/pointer.ts';
import type { FixContext, Fixer } from '../fix.ts';
import { mayHaveMacros } from '../macros.ts';
import { isNearAny } from '../nearest.ts';
import { replace } from '../operation.ts';
import { resourceAt, typesAt } from '../schema.ts';
import { ask } from './parameter.ts';
import { typeOfProperty } from './typed.ts';

/** Where a name is referred to by Ref, each with the tokens of its place. */
function* refsTo(
  value: JsonValue | undefined,
  name: string,
  tokens: readonly string[] = [],
): Generator<readonly string[]> {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* refsTo(item, name, [...tokens, String(index)]);
  if (!isObject(value)) return;
  if (value.Ref === name && Object.keys(value).length === 1) yield tokens;
  else for (const [key, item] of Object.entries(value)) yield* refsTo(item, name, [...tokens, key]);
}

/** The parameter type that fits a place: what CloudFormation can look up, a number, a list, else text. */
const typeFor = (tokens: readonly string[], { template, registry }: FixContext): string => {
  if (tokens.some((token) => token.startsWith('Fn::') && token !== 'Fn::If')) return 'String';
  const place = tokens.filter((token, at) => token !== 'Fn::If' && tokens[at - 1] !== 'Fn::If');
  const types = typesAt(template, registry, place).map(({ type }) => type);
  const isList = types.includes('array');
  const property = place.findLast((token) => /^[A-Z]\w+$/.test(token)) ?? '';
  const known = typeOfProperty(property, isList, resourceAt(template, registry, place)?.type);
  if (known !== undefined) return known;
  if (isList) return 'CommaDelimitedList';
  return types.length > 0 && types.every((type) => type === 'integer' || type === 'number') ? 'Number' : 'String';
};

const names = ({ Parameters, Resources }: JsonObject): string[] =>
  [Parameters, Resources].flatMap((section) => (isObject(section) ? Object.keys(section) : []));

export const askReference: Fixer = {
  name: 'ask-reference',
  mends: 'A name that nothing in the template has, nor one like it: a parameter that was not declared',
  rules: ['F1020', 'F6101'],
  fix({ finding }, context) {
    const { template } = context;
    const name = /^(?:'([A-Za-z0-9]+)' is not one of \[|Ref '([A-Za-z0-9]+)' does not reference)/
      .exec(finding.message)
      ?.slice(1)
      .find((one) => one);
    if (name === undefined || mayHaveMacros(template) || isNearAny(name, names(template))) return undefined;
    const places = [...refsTo(template, name)];
    const types = new Set(places.map((tokens) => typeFor(tokens, context)));
    const [type] = types;
    if (type === undefined) return undefined;
    const { name: declared, patch } = ask(template, name, { Type: types.size === 1 ? type : 'String' });
    return declared === name && patch.length > 0
      ? {
          patch,
          description: `Parameter ${name} declared (${types.size === 1 ? type : 'String'}), which ${pointerTo(places[0] ?? [])} refers to`,
        }
      : undefined;
  },
};

type Call = { readonly path: string; readonly attribute: string };

function* attributesOf(value: JsonValue | undefined, id: string, path: string): Generator<Call> {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* attributesOf(item, id, `${path}/${index}`);
  if (!isObject(value)) return;
  const call = Object.keys(value).length === 1 ? value['Fn::GetAtt'] : undefined;
  const [name, attribute] = Array.isArray(call) ? call : String(call ?? '').split(/\.(.*)/s, 2);
  if (name === id && typeof attribute === 'string') yield { path, attribute };
  else for (const [key, item] of Object.entries(value)) yield* attributesOf(item, id, `${path}${pointerTo([key])}`);
}

export const askAttribute: Fixer = {
  name: 'ask-attribute',
  mends:
    'An attribute of a resource that is not in the template, nor one of a like name: it lives elsewhere, so its value is asked for',
  rules: ['F1020'],
  fix({ finding, pointer }, { template }) {
    const id = /^Fn::GetAtt references non-existent resource '([A-Za-z0-9]+)'$/.exec(finding.message)?.[1];
    const root = pointerTo(tokensOf(pointer).slice(0, 2));
    if (id === undefined || mayHaveMacros(template) || isNearAny(id, names(template))) return undefined;
    const resources = isObject(template.Resources) ? template.Resources[tokensOf(pointer)[1] ?? ''] : undefined;
    const calls = [...attributesOf(resources, id, root)];
    const [first] = calls;
    if (!first || calls.some(({ attribute }) => attribute !== first.attribute)) return undefined;
    const { name, patch } = ask(template, `${id}${first.attribute}`, {
      Type: 'String',
      Description: `${first.attribute} of ${id}, which is not in this template`,
    });
    return {
      patch: [...patch, ...calls.map(({ path }) => replace(path, { Ref: name }))],
      description: `${id}.${first.attribute}, which is not in the template, asked for by the parameter ${name}`,
      gone: calls.map(({ path }) => `${path}/Fn::GetAtt`),
    };
  },
};
