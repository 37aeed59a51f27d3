import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';
import { shown } from './shown.ts';

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html */
export const aliasRecordTtl: Fixer = {
  name: 'alias-record-ttl',
  mends: "A TTL beside an alias, which always has its target's",
  rules: ['E3029'],
  fix({ pointer }, { template }) {
    const value = valueAt(template, pointer);
    if (!pointer.endsWith('/TTL') || value === undefined) return undefined;
    return {
      patch: [{ op: 'remove', path: pointer }],
      description: `TTL ${shown('TTL', value)} removed: an alias has the TTL of its target`,
    };
  },
};
