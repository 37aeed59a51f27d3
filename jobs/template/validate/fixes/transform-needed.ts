import type { Fixer } from './fix.ts';
import { add, replace } from './operation.ts';

/** Needed before any other: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-languageextensions.html */
const first = 'AWS::LanguageExtensions';

export const transformNeeded: Fixer = {
  name: 'transform-needed',
  mends: "A transform of AWS's own that is not declared, and that a type or a function in the template works with only",
  rules: ['E3038', 'F1030', 'F1031', 'F1032'],
  fix({ finding }, { template }) {
    const transform = /requires the (AWS::[\w-]+) transform/.exec(finding.message)?.[1];
    const { Transform: given } = template;
    if (transform === undefined) return undefined;
    const description = `Transform ${transform} added, which the template needs`;
    if (given === undefined) return { patch: [add('/Transform', transform)], description };
    const others = Array.isArray(given) ? given : [given];
    if (!others.every((one) => typeof one === 'string') || others.includes(transform)) return undefined;
    const value = transform === first ? [transform, ...others] : [...others, transform];
    return { patch: [replace('/Transform', value)], description, gone: ['/Transform'] };
  },
};
