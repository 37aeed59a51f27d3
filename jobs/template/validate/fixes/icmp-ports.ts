import { isObject } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';
import { add } from './operation.ts';

export const icmpPorts: Fixer = {
  name: 'icmp-ports',
  mends: 'A rule for ICMP that names no type: -1 is any, as in the rule without ports that EC2 shows for it',
  rules: ['E3687'],
  fix({ pointer }, { template }) {
    const rule = valueAt(template, pointer);
    if (!isObject(rule) || !['icmp', '1', '58', 'icmpv6'].includes(String(rule.IpProtocol).toLowerCase()))
      return undefined;
    const missing = ['ToPort', 'FromPort'].filter((name) => !Object.hasOwn(rule, name));
    if (missing.length !== 2) return undefined;
    return {
      patch: missing.map((name) => add(`${pointer}/${name}`, -1)),
      description: 'FromPort and ToPort -1 added: ICMP of every type, as the rule names none',
    };
  },
};
