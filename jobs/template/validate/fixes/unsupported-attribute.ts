import { valueAt } from '../document/json-patch.ts';
import { tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';
import { shown } from './shown.ts';

const removable = new Set(['CreationPolicy', 'UpdatePolicy']);

export const unsupportedAttribute: Fixer = {
  name: 'unsupported-attribute',
  mends: 'A CreationPolicy or UpdatePolicy on a type that has none: there is nothing that would heed it',
  rules: ['E3016', 'E3055', 'E5001'],
  fix({ finding, pointer }, { template }) {
    const tokens = tokensOf(pointer);
    const name = tokens.at(-1) ?? '';
    if (tokens.length !== 3 || !removable.has(name) || !/ is not (supported|permitted) /.test(finding.message))
      return undefined;
    return {
      patch: [{ op: 'remove', path: pointer }],
      description: `${name} ${shown(name, valueAt(template, pointer))} removed: nothing heeds it on this type`,
    };
  },
};
