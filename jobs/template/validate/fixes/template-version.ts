import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';

/** The only version there is. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/format-version-structure.html */
const version = '2010-09-09';

export const templateVersion: Fixer = {
  name: 'template-version',
  mends: 'A template version that there is none of: 2010-09-09 is the only one',
  rules: ['F0002'],
  fix({ pointer }, { template }) {
    const old = valueAt(template, pointer);
    return old === undefined || old === version
      ? undefined
      : {
          patch: [{ op: 'replace', path: pointer, value: version }],
          description: `AWSTemplateFormatVersion ${JSON.stringify(old)} corrected to '${version}', the only one there is`,
          gone: [pointer],
        };
  },
};
