import type { JsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { pointerTo } from '../document/pointer.ts';
import { replace } from './operation.ts';

/** In `text` every `${old}` and `${old.Attribute}`, under its new name. */
const renamedIn = (text: string, from: string, to: string): string =>
  text.replaceAll(/\$\{([^!}][^}]*)\}/g, (all, inner: string) => {
    const name = inner.trim();
    return name === from || name.startsWith(`${from}.`) ? `\${${to}${name.slice(from.length)}}` : all;
  });

/** The text of a Fn::Sub, and where it stands. */
const subText = (argument: JsonValue | undefined): { text: string; at: string } | undefined => {
  if (typeof argument === 'string') return { text: argument, at: '' };
  const [text] = Array.isArray(argument) ? argument : [];
  return typeof text === 'string' ? { text, at: '/0' } : undefined;
};

/** What one call has to be, if it refers to `from`. */
const inCall = (
  name: string,
  argument: JsonValue | undefined,
  from: string,
  to: string,
): { at: string; value: JsonValue } | undefined => {
  if (name === 'Ref' && argument === from) return { at: '', value: to };
  if (name === 'Fn::GetAtt') {
    if (Array.isArray(argument) && argument[0] === from) return { at: '', value: [to, ...argument.slice(1)] };
    if (typeof argument === 'string' && argument.startsWith(`${from}.`))
      return { at: '', value: `${to}${argument.slice(from.length)}` };
  }
  const sub = name === 'Fn::Sub' ? subText(argument) : undefined;
  const text = sub && renamedIn(sub.text, from, to);
  return sub && text !== undefined && text !== sub.text ? { at: sub.at, value: text } : undefined;
};

/** Operations that give every reference to a logical id its new name: Ref, Fn::GetAtt, Fn::Sub and DependsOn. */
export function* renamedReferences(
  value: JsonValue | undefined,
  from: string,
  to: string,
  path = '',
): Generator<JsonPatchOperation> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* renamedReferences(item, from, to, `${path}/${index}`);
    return;
  }
  if (!isObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    const at = `${path}${pointerTo([key])}`;
    const found = inCall(key, item, from, to);
    if (found) yield replace(`${at}${found.at}`, found.value);
    else if (key === 'DependsOn' && /^\/Resources\/[^/]+\/DependsOn$/.test(at)) yield* inDependsOn(item, from, to, at);
    else yield* renamedReferences(item, from, to, at);
  }
}

function* inDependsOn(
  value: JsonValue | undefined,
  from: string,
  to: string,
  at: string,
): Generator<JsonPatchOperation> {
  if (value === from) yield { op: 'replace', path: at, value: to };
  if (!Array.isArray(value)) return;
  for (const [index, one] of value.entries())
    if (one === from) yield { op: 'replace', path: `${at}/${index}`, value: to };
}

/** A name of letters and digits only that nothing has yet. */
export const freeName = (wanted: string, { Parameters, Resources, Conditions, Mappings }: JsonObject): string => {
  const taken = new Set(
    [Parameters, Resources, Conditions, Mappings].flatMap((one) => (isObject(one) ? Object.keys(one) : [])),
  );
  const base = wanted.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 240) || 'Value';
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}${number}`)) number += 1;
  return `${base}${number}`;
};
