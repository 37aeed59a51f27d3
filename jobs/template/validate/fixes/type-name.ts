import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';

export const typeName: Fixer = {
  name: 'type-name',
  mends: 'A resource type that is a known one but for its case, or a digit too many',
  rules: ['F3006'],
  fix({ pointer }, { template, registry }) {
    const path = pointer.endsWith('/Type') ? pointer : `${pointer}/Type`;
    const value = valueAt(template, path);
    if (typeof value !== 'string') return undefined;
    const meant = registry.types.filter((type) => type.toLowerCase() === value.toLowerCase());
    const undigited = registry.types.filter((type) => type === value.replace(/\d+$/, '') && type !== value);
    const [only] = meant.length > 0 ? meant : undigited;
    if (only === undefined || meant.length > 1 || only === value) return undefined;
    return { patch: [{ op: 'replace', path, value: only }], description: `Type '${value}' written as '${only}'` };
  },
};
