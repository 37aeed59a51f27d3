import { isObject } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';
import { mayHaveMacros } from './macros.ts';
import { isNearAny, nearest } from './nearest.ts';
import { remove, replace } from './operation.ts';

export const unknownDependency: Fixer = {
  name: 'unknown-dependency',
  mends:
    'A DependsOn of something that is not in the template: the resource that is surely meant, else nothing to wait for',
  rules: ['E3005', 'F3005'],
  fix({ finding, pointer }, { template }) {
    const name = /^DependsOn target '([^']+)' does not exist/.exec(finding.message)?.[1];
    const path = `${pointer.replace(/\/DependsOn(\/\d+)?$/, '')}/DependsOn`;
    const value = valueAt(template, path);
    const ids = isObject(template.Resources) ? Object.keys(template.Resources) : [];
    const at = Array.isArray(value) ? value.indexOf(name ?? '') : -1;
    if (name === undefined || (value !== name && at === -1)) return undefined;
    const own = value === name ? path : `${path}/${at}`;
    const meant = nearest(name, ids);
    if (meant !== undefined) return { patch: [replace(own, meant)], description: `'${name}' corrected to '${meant}'` };
    if (isNearAny(name, ids) || mayHaveMacros(template)) return undefined;
    const last = value === name || (Array.isArray(value) && value.length === 1);
    return {
      patch: [remove(last ? path : own)],
      description: `DependsOn ${name} removed: there is no such resource in the template to wait for`,
      gone: [path],
    };
  },
};
