import { isObject } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';
import { remove } from './operation.ts';

export const unusedAttributeDefinition: Fixer = {
  name: 'unused-attribute-definition',
  mends:
    'Attributes of a table that no key and no index uses. DynamoDB has no schema for the others, and refuses them here',
  rules: ['E3039'],
  fix({ finding, pointer }, { template }) {
    const [, names, missing] = /unused definitions: \[([^\]]+)\](.*)$/.exec(finding.message) ?? [];
    const path = `${pointer}/AttributeDefinitions`;
    const definitions = valueAt(template, path);
    if (names === undefined || missing !== '' || finding.message.includes('missing') || !Array.isArray(definitions))
      return undefined;
    const unused = new Set(names.split(', '));
    const gone = [...definitions.entries()].filter(
      ([, one]) => isObject(one) && typeof one.AttributeName === 'string' && unused.has(one.AttributeName),
    );
    if (gone.length === 0 || gone.length !== unused.size || gone.length === definitions.length) return undefined;
    return {
      patch: gone.toReversed().map(([index]) => remove(`${path}/${index}`)),
      description: `${JSON.stringify(gone.map(([, one]) => one))} removed: only attributes of a key or an index are defined`,
      gone: gone.map(([index]) => `${path}/${index}`),
    };
  },
};
