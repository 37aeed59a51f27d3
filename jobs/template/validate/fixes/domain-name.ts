import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';

const domainName = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

export const aliasName: Fixer = {
  name: 'domain-name',
  mends: 'An alternate domain name in capitals, or with blanks around it: to DNS it is the same name',
  rules: ['E3013'],
  fix({ pointer }, { template }) {
    const value = valueAt(template, pointer);
    const meant = typeof value === 'string' ? value.trim().toLowerCase() : '';
    return meant !== value && domainName.test(meant)
      ? { patch: [{ op: 'replace', path: pointer, value: meant }], description: `'${value}' written as '${meant}'` }
      : undefined;
  },
};
