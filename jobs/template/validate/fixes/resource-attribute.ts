import { isObject, type JsonObject } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import { pointerTo, tokensOf } from '../document/pointer.ts';
import type { Fix, Fixer } from './fix.ts';
import { mayHaveMacros } from './macros.ts';
import { nearest } from './nearest.ts';
import { add, remove } from './operation.ts';
import { resourceAt } from './schema.ts';

/** Puts an entry of a resource into one of its mappings: `Properties`, `Metadata`. */
const into = (
  resource: JsonObject,
  pointer: string,
  name: string,
  target: string,
  description: string,
): Fix | undefined => {
  const from = `${pointer}${pointerTo([name])}`;
  const place = resource[target];
  if (place === undefined) {
    const patch = [add(`${pointer}/${target}`, { [name]: resource[name] ?? null }), remove(from)];
    return { patch, description, gone: [from] };
  }
  if (!isObject(place) || Object.hasOwn(place, name)) return undefined;
  return { patch: [{ op: 'move', from, path: `${pointer}/${target}${pointerTo([name])}` }], description };
};

export const resourceAttribute: Fixer = {
  name: 'resource-attribute',
  mends:
    'What a resource cannot have beside its properties: renamed to the attribute that is surely meant (`dependsOn`), or put among the properties if the type has one of that name, else into Metadata, which may hold anything',
  rules: ['E3001'],
  fix({ finding, pointer }, { template, registry }) {
    const [, name, list] =
      /has invalid property '([^']+)'\. Valid resource attributes: ([\w, ]+)/.exec(finding.message) ?? [];
    const resource = valueAt(template, pointer);
    if (name === undefined || list === undefined || !isObject(resource) || !Object.hasOwn(resource, name))
      return undefined;
    const meant = nearest(name, list.split(', '));
    if (meant !== undefined) {
      return Object.hasOwn(resource, meant)
        ? undefined
        : {
            patch: [{ op: 'move', from: `${pointer}${pointerTo([name])}`, path: `${pointer}${pointerTo([meant])}` }],
            description: `${name} renamed to ${meant}`,
          };
    }
    const known = resourceAt(template, registry, tokensOf(pointer));
    if (known && Object.hasOwn(known.properties, name))
      return into(resource, pointer, name, 'Properties', `${name} moved into Properties, where it belongs`);
    return mayHaveMacros(template)
      ? undefined
      : into(resource, pointer, name, 'Metadata', `${name} moved into Metadata: a resource has no such attribute`);
  },
};
