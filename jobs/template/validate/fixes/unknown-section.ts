import { isObject } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import { pointerTo, tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';
import { mayHaveMacros } from './macros.ts';
import { nearest } from './nearest.ts';
import { add, remove } from './operation.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
const sections = [
  'AWSTemplateFormatVersion Description Metadata Parameters Rules Mappings Conditions Transform Resources Outputs'.split(
    ' ',
  ),
].flat();

export const unknownSection: Fixer = {
  name: 'unknown-section',
  mends:
    'A section that CloudFormation does not know: the one that is surely meant, else part of Metadata, which may hold anything',
  rules: ['F0005'],
  fix({ pointer }, { template }) {
    const [name, ...deeper] = tokensOf(pointer);
    const value = valueAt(template, pointer);
    if (name === undefined || deeper.length > 0 || value === undefined || sections.includes(name)) return undefined;
    const meant = nearest(name, [...sections]);
    if (meant !== undefined && !Object.hasOwn(template, meant)) {
      return {
        patch: [{ op: 'move', from: pointer, path: `/${meant}` }],
        description: `Section ${name} renamed to ${meant}`,
      };
    }
    if (meant !== undefined || mayHaveMacros(template)) return undefined;
    const { Metadata: metadata } = template;
    const description = `Section ${name} moved into Metadata: CloudFormation knows no such section`;
    if (metadata === undefined) {
      const patch = [add('/Metadata', { [name]: value }), remove(pointer)];
      return { patch, description, gone: [pointer] };
    }
    if (!isObject(metadata) || Object.hasOwn(metadata, name)) return undefined;
    return { patch: [{ op: 'move', from: pointer, path: `/Metadata${pointerTo([name])}` }], description };
  },
};
