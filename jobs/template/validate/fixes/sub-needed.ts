import { isObject, type JsonObject } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import { tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';

/** IAM, AWS IoT and others have variables of their own, which are not for CloudFormation: `${aws:username}`. */
const isPolicyVariable = (name: string): boolean => /^[a-z][\w-]*:[\w/.-]+$/i.test(name) && !name.startsWith('AWS::');

const isKnown = (name: string, { Parameters, Resources }: JsonObject): boolean => {
  const [id = ''] = name.split('.');
  const names = (section: unknown) => isObject(section) && Object.hasOwn(section, id);
  return name.startsWith('AWS::') || names(Resources) || (names(Parameters) && id === name);
};

export const subNeeded: Fixer = {
  name: 'sub-needed',
  mends:
    "Text with `${Name}` that is no Fn::Sub yet. Only if CloudFormation, or IAM, knows each name: a shell's `${HOME}` stays",
  rules: ['E1029'],
  fix({ pointer }, { template }) {
    const value = valueAt(template, pointer);
    if (typeof value !== 'string' || tokensOf(pointer).includes('Fn::Sub')) return undefined;
    const names = [...value.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name);
    if (!names.some((name) => isKnown(name, template))) return undefined;
    if (!names.every((name) => isKnown(name, template) || isPolicyVariable(name))) return undefined;
    const text = value.replaceAll(/\$\{([^}]*)\}/g, (all, name: string) =>
      isKnown(name, template) ? all : `\${!${name}}`,
    );
    return {
      patch: [{ op: 'replace', path: pointer, value: { 'Fn::Sub': text } }],
      description: 'Fn::Sub put around the text, for the names in it',
    };
  },
};
