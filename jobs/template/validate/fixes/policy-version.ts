import { valueAt } from '../document/json-patch.ts';
import { tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';

/** The versions of the policy language. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
const versions = ['2012-10-17', '2008-10-17'];

export const missingPolicyVersionFix: Fixer = {
  name: 'missing-policy-version',
  mends: 'A policy document without a version, which gets the current one',
  rules: ['missing-policy-version'],
  fix: ({ pointer }) => ({
    patch: [{ op: 'add', path: `${pointer}/Version`, value: '2012-10-17' }],
    description: "Version: '2012-10-17' added to the policy document",
  }),
};

export const policyVersionDate: Fixer = {
  name: 'policy-version-date',
  mends: 'A version that a YAML reader took for a date and another wrote back as a time: 2012-10-17T00:00:00.000Z',
  rules: ['E3510', 'E3512', 'E3513', 'E3530'],
  fix({ pointer }, { template }) {
    const value = valueAt(template, pointer);
    if (tokensOf(pointer).at(-1) !== 'Version' || typeof value !== 'string') return undefined;
    const meant = versions.find(
      (version) => value !== version && /^[T ]0{1,2}:00/.test(value.slice(version.length)) && value.startsWith(version),
    );
    return meant === undefined
      ? undefined
      : {
          patch: [{ op: 'replace', path: pointer, value: meant }],
          description: `Version '${value}' written as '${meant}'`,
        };
  },
};

export const policyVersionUnknown: Fixer = {
  name: 'policy-version',
  mends: 'A version that there is none of: the current one, as AWS advises for every policy',
  rules: ['E3510', 'E3512', 'E3513', 'E3530'],
  fix({ pointer, allowed = [] }, { template }) {
    const value = valueAt(template, pointer);
    if (tokensOf(pointer).at(-1) !== 'Version' || !versions.every((one) => allowed.includes(one))) return undefined;
    return value === undefined || versions.some((one) => one === value)
      ? undefined
      : {
          patch: [{ op: 'replace', path: pointer, value: '2012-10-17' }],
          description: `Version ${JSON.stringify(value)}, which there is not, replaced by '2012-10-17'`,
          gone: [pointer],
        };
  },
};
