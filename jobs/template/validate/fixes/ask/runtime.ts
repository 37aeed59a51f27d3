import { valueAt } from '../../document/json-patch.ts';
import { tokensOf } from '../../document/pointer.ts';
import type { Fixer } from '../fix.ts';
import { ask } from './parameter.ts';

export const askRuntime: Fixer = {
  name: 'ask-runtime',
  mends:
    "A Lambda runtime that is no more, for code that can't be seen: which later one it runs on, only who has the code can say",
  rules: ['E2531', 'E2533'],
  fix({ finding, pointer }, { template }) {
    const runtime = valueAt(template, pointer);
    const [section, id = ''] = tokensOf(pointer);
    const latest = /Please consider updating to '([\w.]+)'$/.exec(finding.message)?.[1];
    if (typeof runtime !== 'string' || section !== 'Resources' || latest === undefined) return undefined;
    const { name, patch } = ask(template, `${id}Runtime`, {
      Type: 'String',
      Description: `Runtime for the code of ${id}, written for ${runtime}, which Lambda no longer takes; the latest is ${latest}`,
    });
    return {
      patch: [...patch, { op: 'replace', path: pointer, value: { Ref: name } }],
      description: `Runtime ${runtime}, which is no more, asked for by the parameter ${name}: test the code on a later one`,
    };
  },
};
