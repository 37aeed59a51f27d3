import { isObject, type JsonValue } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';
import { nearest } from './nearest.ts';
import { resourceAt } from './schema.ts';

type Call = { readonly path: string; readonly id: string; readonly attribute: string };

/** Every Fn::GetAtt with both names spelled out, in a value. */
function* callsIn(value: JsonValue | undefined, path: string): Generator<Call> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* callsIn(item, `${path}/${index}`);
    return;
  }
  if (!isObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    const [id, attribute, ...more] =
      key === 'Fn::GetAtt' ? (Array.isArray(item) ? item : String(item).split(/\.(.*)/s, 2)) : [];
    if (typeof id === 'string' && typeof attribute === 'string' && more.length === 0)
      yield { path: `${path}/${key}`, id, attribute };
    yield* callsIn(item, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}

const wrong = (message: string): string | undefined => /^'([^']+)' is not one of /.exec(message)?.[1];

export const getAtt: Fixer = {
  name: 'get-att',
  mends: 'An attribute that the type does not have, and one it has that is surely meant: `AvailbilityZone`',
  rules: ['E9004', 'F6101', 'E1010'],
  fix({ finding, pointer, allowed = [] }, { template, registry }) {
    const name = wrong(finding.message);
    const root = pointer.replace(/\/Fn::GetAtt(\/\d)?$/, '');
    const calls = [...callsIn(valueAt(template, root), root)].filter(({ attribute }) => attribute === name);
    const [call] = calls;
    if (!call || calls.length > 1) return undefined;
    const known = resourceAt(template, registry, ['Resources', call.id]);
    const names = [...new Set([...allowed, ...(known?.attributes ?? [])])];
    const meant = nearest(call.attribute, names) ?? names.find((one) => one === call.attribute.replace(/\d+$/, ''));
    if (meant === undefined || meant === call.attribute) return undefined;
    return {
      patch: [{ op: 'replace', path: call.path, value: [call.id, meant] }],
      description: `${call.id}.${call.attribute} corrected to ${call.id}.${meant}`,
      gone: [call.path],
    };
  },
};
