import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';

export const enumCase: Fixer = {
  name: 'enum-case',
  mends: 'A value that is one of the allowed but for its case',
  rules: ['W3030', 'E3030', 'F3016', 'F0018', 'E3510', 'E3512', 'E3513', 'E3530', 'E9006', 'F2002'],
  fix({ pointer, allowed = [] }, { template }) {
    const value = valueAt(template, pointer);
    if (typeof value !== 'string' || allowed.includes(value)) return undefined;
    const meant = allowed.filter((one) => one.toLowerCase() === value.toLowerCase());
    const [only] = meant;
    if (only === undefined || meant.length > 1) return undefined;
    return { patch: [{ op: 'replace', path: pointer, value: only }], description: `'${value}' written as '${only}'` };
  },
};
