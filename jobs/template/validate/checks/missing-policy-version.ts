import { isObject, type JsonValue } from '#schemas/json.ts';
import { pointerTo } from '../document/pointer.ts';
import type { Check } from './check.ts';
import { resourcesOf } from './resources.ts';

const isStatement = (value: JsonValue | undefined): boolean =>
  isObject(value) && typeof value.Effect === 'string' && ('Action' in value || 'NotAction' in value);

const lacksVersion = (value: JsonValue | undefined): boolean => {
  if (!isObject(value) || !Object.hasOwn(value, 'Statement') || Object.hasOwn(value, 'Version')) return false;
  return [value.Statement ?? null].flat().some(isStatement);
};

/** Pointers, below `value`, of policy documents without a version. */
function* documents(value: JsonValue | undefined, at: readonly string[]): Generator<readonly string[]> {
  if (lacksVersion(value)) yield at;
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* documents(item, [...at, String(index)]);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* documents(item, [...at, key]);
}

/**
 * Without `Version` a policy is read as the language of 2008, in which `${aws:username}` is plain text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
export const missingPolicyVersion: Check = {
  rule: 'missing-policy-version',
  *check(template) {
    for (const { logicalId, type, properties } of resourcesOf(template)) {
      for (const tokens of documents(properties, [])) {
        // A type whose own properties are a statement (AWS::Events::EventBusPolicy) is no document.
        if (tokens.length === 0) continue;
        yield {
          pointer: pointerTo(['Resources', logicalId, 'Properties', ...tokens]),
          finding: {
            severity: 'WARN',
            message: "The policy document has no Version and is read as '2008-10-17', which knows no policy variables",
            logicalId,
            resourceType: type,
            property: ['Properties', ...tokens].join('/'),
            hint: "Add Version: '2012-10-17'",
            url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html',
          },
        };
      }
    }
  },
};
