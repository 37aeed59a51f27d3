import { isObject } from '#schemas/json.ts';
import { valueAt } from '../../document/json-patch.ts';
import type { Fixer } from '../fix.ts';
import { mayHaveMacros } from '../macros.ts';
import { isNearAny } from '../nearest.ts';
import { freeName } from '../references.ts';
import { ask, declare } from './parameter.ts';

export const askCondition: Fixer = {
  name: 'ask-condition',
  mends: 'A condition that nobody defined: whoever deploys says whether it is true',
  rules: ['E1028', 'E8002'],
  fix({ pointer, finding }, { template }) {
    const path = finding.rule === 'E8002' && !pointer.endsWith('/Condition') ? `${pointer}/Condition` : pointer;
    const name = valueAt(template, path);
    const { Conditions: conditions } = template;
    const known = isObject(conditions) ? Object.keys(conditions) : [];
    if (typeof name !== 'string' || !/^[A-Za-z0-9]+$/.test(name) || known.includes(name)) return undefined;
    if (mayHaveMacros(template) || isNearAny(name, known)) return undefined;
    const parameter = ask(template, freeName(name, template), {
      Type: 'String',
      AllowedValues: ['true', 'false'],
      Description: `Whether ${name} holds`,
    });
    const condition = declare(template, 'Conditions', name, { 'Fn::Equals': [{ Ref: parameter.name }, 'true'] });
    return {
      patch: [...parameter.patch, condition],
      description: `Condition ${name}, which nobody defined, asked for by the parameter ${parameter.name}`,
    };
  },
};
