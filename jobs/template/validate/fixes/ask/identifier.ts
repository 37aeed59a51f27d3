import { valueAt } from '../../document/json-patch.ts';
import { tokensOf } from '../../document/pointer.ts';
import type { Fixer } from '../fix.ts';
import { mayHaveMacros } from '../macros.ts';
import { ask } from './parameter.ts';
import { typeOfFormat } from './typed.ts';

export const askIdentifier: Fixer = {
  name: 'ask-identifier',
  mends:
    "A literal that stands for something outside the template and can't be one: `ami-123456`, `sg-xxxx`. A placeholder; a parameter of CloudFormation's own type asks for the real one",
  rules: ['E1150', 'E1151', 'E1152', 'E1153', 'E1154', 'E1156', 'F3031', 'F3033'],
  fix({ pointer }, { template, at }) {
    const value = valueAt(template, pointer);
    const formats = at(pointer).flatMap(
      ({ finding }) => /does not match format '([^']+)'$/.exec(finding.message)?.[1] ?? [],
    );
    const type = typeOfFormat(formats[0] ?? '');
    const [section, id = '', ...rest] = tokensOf(pointer);
    if (typeof value !== 'string' || type === undefined || section !== 'Resources' || mayHaveMacros(template))
      return undefined;
    const property = rest.findLast((token) => /^[A-Z]\w+$/.test(token)) ?? '';
    const { name, patch } = ask(template, `${id}${property.replace(/Ids$/, 'Id')}`, {
      Type: type,
      Description: `${property} of ${id}; '${value.slice(0, 60)}' stood there, which is none`,
    });
    return {
      patch: [...patch, { op: 'replace', path: pointer, value: { Ref: name } }],
      description: `${property} '${value}', which is none, asked for by the parameter ${name} (${type})`,
    };
  },
};
