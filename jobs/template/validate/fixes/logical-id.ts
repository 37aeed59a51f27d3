import type { JsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { pointerTo, tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';
import { move } from './operation.ts';
import { freeName, renamedReferences } from './references.ts';

const alphanumeric = /^[A-Za-z0-9]+$/;

/** Fn::FindInMap's first argument, wherever it names a mapping. */
function* mappingNames(
  value: JsonValue | undefined,
  from: string,
  to: string,
  path = '',
): Generator<JsonPatchOperation> {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* mappingNames(item, from, to, `${path}/${index}`);
  if (!isObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    const at = `${path}${pointerTo([key])}`;
    if (key === 'Fn::FindInMap' && Array.isArray(item) && item[0] === from)
      yield { op: 'replace', path: `${at}/0`, value: to };
    yield* mappingNames(item, from, to, at);
  }
}

const rename = (template: JsonObject, section: string, from: string) => {
  const to = freeName(from, template);
  const references =
    section === 'Outputs'
      ? []
      : section === 'Mappings'
        ? mappingNames(template, from, to)
        : renamedReferences(template, from, to);
  const path = `/${section}${pointerTo([from])}`;
  // What refers to itself is renamed with the entry: its own lines are changed under their old address first.
  return {
    patch: [...references, move(path, `/${section}/${to}`)],
    description: `${from} renamed to ${to}, and all that refers to it: only letters and digits are allowed`,
  };
};

const sections: Readonly<Record<string, string>> = { E7001: 'Mappings', F2003: 'Parameters', F6004: 'Outputs' };

export const logicalId: Fixer = {
  name: 'logical-id',
  mends:
    "A logical id, or a mapping's name, with other characters than letters and digits. No stack can have it yet, so it is free to change",
  rules: ['F0006', 'E7001', 'F2003', 'F6004'],
  fix({ finding, pointer }, { template }) {
    const section = sections[finding.rule] ?? 'Resources';
    const name = /^(?:\w+ name|Logical ID) '([^']+)'/.exec(finding.message)?.[1] ?? tokensOf(pointer)[1];
    const entries = template[section];
    if (name === undefined || !isObject(entries) || !Object.hasOwn(entries, name)) return undefined;
    return alphanumeric.test(name) || name.startsWith('Fn::') ? undefined : rename(template, section, name);
  },
};
