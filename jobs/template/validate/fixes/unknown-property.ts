import { isObject } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import { pointerTo, tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';
import { nearest } from './nearest.ts';
import { namesAt } from './schema.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
const policyElements = ['Version', 'Id', 'Statement'];
const statementElements = [
  ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
].flat();

/** Policies are JSON to the registry: what may stand in them is told by where in the document it stands. */
const policyNames = (rule: string, tokens: readonly string[]): string[] => {
  if (!/^E35(1[0-3]|30)$/.test(rule)) return [];
  return tokens.slice(-2).includes('Statement') ? statementElements : policyElements;
};

/** What the engine takes it for, if a digit was appended to a name that has no numbered siblings: `BucketName1`. */
const suggested = (message: string, name: string, known: readonly string[]): string | undefined => {
  const meant = /Did you mean '([^']+)'\?/.exec(message)?.[1];
  if (meant === undefined || name.replace(/\d+$/, '') !== meant || !known.includes(meant)) return undefined;
  return known.some((one) => one !== meant && one.replace(/\d+$/, '') === meant) ? undefined : meant;
};

/** A name that CloudFormation does not know there, and one known name that is surely meant. */
export const unknownProperty: Fixer = {
  name: 'unknown-property',
  rules: ['F3002', 'E3510', 'E3512', 'E3513', 'E3530'],
  fix({ finding, pointer }, { template, registry }) {
    const tokens = tokensOf(pointer);
    const name = tokens.at(-1);
    const parent = tokens.slice(0, -1);
    const object = valueAt(template, pointerTo(parent));
    if (name === undefined || !isObject(object) || !finding.message.includes('Additional properties')) return undefined;
    const known = [...namesAt(template, registry, parent), ...policyNames(finding.rule, parent)];
    const meant = nearest(name, known) ?? suggested(finding.message, name, known);
    if (meant === undefined || Object.hasOwn(object, meant)) return undefined;
    return {
      patch: [{ op: 'move', from: pointer, path: pointerTo([...parent, meant]) }],
      description: `${name} renamed to ${meant}`,
    };
  },
};
