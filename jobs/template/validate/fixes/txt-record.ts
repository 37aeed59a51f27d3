import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#TXTFormat */
const longest = 255;

export const txtRecord: Fixer = {
  name: 'txt-record',
  mends:
    'A TXT record without its quotes. One that is too long for a single string, or has quotes inside, is not guessed',
  rules: ['E3023'],
  fix({ finding, pointer }, { template }) {
    const value = valueAt(template, pointer);
    if (typeof value !== 'string' || !finding.message.endsWith('must be enclosed in double quotes')) return undefined;
    if (/["\\]/.test(value) || value.length > longest) return undefined;
    return {
      patch: [{ op: 'replace', path: pointer, value: `"${value}"` }],
      description: `'${value}' put in double quotes`,
    };
  },
};
