import { isObject } from '#schemas/json.ts';
import { valueAt } from '../../document/json-patch.ts';
import { tokensOf } from '../../document/pointer.ts';
import type { Fixer } from '../fix.ts';
import { mayHaveMacros } from '../macros.ts';
import { add } from '../operation.ts';
import { ask } from './parameter.ts';

/** What AWS SAM says is missing. https://github.com/aws/serverless-application-model/blob/develop/samtranslator/model/exceptions.py */
const missingIn = (message: string): string[] => {
  if (message.includes('Runtime and Handler needs to be present')) return ['Runtime', 'Handler'];
  const name = /(?:Missing required property '(\w+)'|missing the required \[(\w+)\] property)/.exec(message);
  return name ? [name[1] ?? name[2] ?? ''] : [];
};

/** SAM names the property that is missing as the place, or the object it is missing from. */
const ownerOf = (pointer: string, property: string): string =>
  pointer.endsWith(`/${property}`) ? pointer.slice(0, -property.length - 1) : pointer;

export const askTransformed: Fixer = {
  name: 'ask-for-transform',
  mends:
    'What a resource of AWS SAM cannot be transformed without, and only a person knows: which handler, which stage, which schedule',
  rules: ['E0001'],
  fix({ finding, pointer }, { template }) {
    const missing = missingIn(finding.message);
    const [first = ''] = missing;
    const path = ownerOf(pointer, first);
    const [section, id = '', attribute, ...deeper] = tokensOf(path);
    const owner = valueAt(template, path);
    if (section !== 'Resources' || attribute !== 'Properties' || mayHaveMacros(template)) return undefined;
    if (!isObject(owner) || deeper.length > 0) return undefined;
    const wanted = missing.filter((name) => !Object.hasOwn(owner, name));
    if (wanted.length === 0) return undefined;
    const asked = wanted.map((property) => {
      const definition = { Type: 'String', Description: `${property} of ${id}` };
      return { definition, reference: `${path}/${property}`, ...ask(template, `${id}${property}`, definition) };
    });
    // Where there are no parameters yet, the section is begun once for all of them.
    const declared = isObject(template.Parameters)
      ? asked.flatMap(({ patch }) => patch)
      : [add('/Parameters', Object.fromEntries(asked.map(({ name, definition }) => [name, definition])))];
    return {
      patch: [...declared, ...asked.map(({ reference, name }) => add(reference, { Ref: name }))],
      description: `${wanted.join(' and ')}, which AWS SAM requires, asked for by parameters`,
    };
  },
};
