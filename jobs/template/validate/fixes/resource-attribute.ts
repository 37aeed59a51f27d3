import { isObject } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import { pointerTo } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';
import { nearest } from './nearest.ts';

/** A misspelled attribute of a resource (`dependsOn`), renamed to the one that the engine lists. */
export const resourceAttribute: Fixer = {
  name: 'resource-attribute',
  rules: ['E3001'],
  fix({ finding, pointer }, { template }) {
    const [, name, list] =
      /has invalid property '([^']+)'\. Valid resource attributes: ([\w, ]+)/.exec(finding.message) ?? [];
    const resource = valueAt(template, pointer);
    if (name === undefined || list === undefined || !isObject(resource) || !Object.hasOwn(resource, name))
      return undefined;
    const meant = nearest(name, list.split(', '));
    if (meant === undefined || Object.hasOwn(resource, meant)) return undefined;
    return {
      patch: [{ op: 'move', from: `${pointer}${pointerTo([name])}`, path: `${pointer}${pointerTo([meant])}` }],
      description: `${name} renamed to ${meant}`,
    };
  },
};
