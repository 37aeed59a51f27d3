import { isObject, type JsonObject } from '#schemas/json.ts';
import type { Fixer } from './fix.ts';

const callsForEach = ({ Resources, Outputs, Conditions }: JsonObject): boolean =>
  [Resources, Outputs, Conditions].some(
    (section) => isObject(section) && Object.keys(section).some((key) => key.startsWith('Fn::ForEach::')),
  );

/** A template that loops, but does not declare the transform that makes loops. One that declares others is not reordered. */
export const languageExtensions: Fixer = {
  name: 'language-extensions',
  rules: ['F1032'],
  fix(_, { template }) {
    if (Object.hasOwn(template, 'Transform') || !callsForEach(template)) return undefined;
    return {
      patch: [{ op: 'add', path: '/Transform', value: 'AWS::LanguageExtensions' }],
      description: 'Transform: AWS::LanguageExtensions added, which Fn::ForEach needs',
    };
  },
};
