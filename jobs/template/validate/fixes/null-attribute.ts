import { valueAt } from '../document/json-patch.ts';
import { tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';
import { remove } from './operation.ts';

export const nullAttribute: Fixer = {
  name: 'null-attribute',
  mends:
    'A section, or an attribute of a parameter, that may be left out, written with no value: the same as not written',
  rules: ['E2001', 'E1005', 'F1004'],
  fix({ pointer }, { template }) {
    const [section = '', , name] = tokensOf(pointer);
    if ((section === 'Transform' || section === 'Description') && template[section] === null)
      return { patch: [remove(pointer)], description: `${section} without a value removed` };
    if (section !== 'Parameters' || name === undefined || name === 'Type') return undefined;
    return valueAt(template, pointer) === null
      ? { patch: [{ op: 'remove', path: pointer }], description: `${name} without a value removed` }
      : undefined;
  },
};
