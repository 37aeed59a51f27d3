import { isObject, type JsonValue } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import { tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';
import { mayHaveMacros } from './macros.ts';
import { replace } from './operation.ts';
import { shown } from './shown.ts';

/** With AWS::LanguageExtensions these functions may choose a policy. */
const chooses = new Set(['Ref', 'Fn::If', 'Fn::FindInMap']);

const mayChoose = (value: JsonValue | undefined): boolean =>
  isObject(value) && Object.keys(value).some((name) => chooses.has(name) || name === 'Fn::Transform');

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html */
export const deletionPolicy: Fixer = {
  name: 'deletion-policy',
  mends:
    'A DeletionPolicy or UpdateReplacePolicy that is none, or none for the type (a snapshot of a user): Retain, which every type takes and by which nothing is lost',
  rules: ['F3016', 'F0018'],
  fix({ pointer, finding }, { template }) {
    const [section, , attribute = '', ...deeper] = tokensOf(pointer);
    const value = valueAt(template, pointer);
    if (section !== 'Resources' || deeper.length > 0 || !/^(Deletion|UpdateReplace)Policy$/.test(attribute))
      return undefined;
    if (value === undefined || value === 'Retain' || mayChoose(value) || mayHaveMacros(template)) return undefined;
    if (!finding.message.includes('must be one of')) return undefined;
    return {
      patch: [replace(pointer, 'Retain')],
      description: `${attribute} ${shown(attribute, value)}, which it cannot be, replaced by Retain: nothing is lost by that`,
    };
  },
};
