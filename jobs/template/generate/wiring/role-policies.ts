import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { isWritten, type Placed } from '../assembly/placed.ts';
import { mapObject } from '../assembly/references.ts';
import { pascalCase } from '../assembly/words.ts';
import type { Moved } from './security-group-rules.ts';

const list = 'Policies';

const policiesOf = ({ properties }: Placed): readonly JsonValue[] =>
  Array.isArray(properties[list]) ? properties[list] : [];

/** An inline policy of a role as a resource of its own, which the role needs not wait for. */
const ownResource = (role: Placed, policy: JsonObject, claim: (wanted: string) => string): Placed => {
  const properties = { ...policy, RoleName: { Ref: role.logicalId } };
  const name = typeof policy.PolicyName === 'string' ? pascalCase(policy.PolicyName) : '';
  const mapped = { type: 'AWS::IAM::RolePolicy', properties, returns: {}, parts: role.mapped.parts, traces: [] };
  return {
    logicalId: claim(`${role.logicalId}${name.replace(/Policy$/, '').slice(0, 80)}Policy`),
    mapped,
    properties,
    attributes: {},
  };
};

const withoutPolicies = (properties: JsonObject, kept: readonly JsonValue[]): JsonObject => {
  const next = mapObject(properties, (value, key) => (key === list ? kept : value));
  return kept.length > 0 ? next : Object.fromEntries(Object.entries(next).filter(([key]) => key !== list));
};

/**
 * Takes inline policies out of their roles: a function needs its role, and a policy that lets the role invoke the function would close the
 * cycle. `leaving` tells which of a role's policies name what needs the role.
 */
export const policiesApart = (
  resources: readonly Placed[],
  leaving: (role: Placed) => ReadonlySet<number>,
  claim: (wanted: string) => string,
): { readonly resources: Placed[]; readonly moved: Moved[] } => {
  const own: Placed[] = [];
  const moved: Moved[] = [];
  const changed = resources.map((role) => {
    if (role.mapped.type !== 'AWS::IAM::Role' || isWritten(role)) return role;
    const at = leaving(role);
    const policies = policiesOf(role);
    const apart = new Map(
      policies.flatMap((policy, n): [number, Placed][] =>
        at.has(n) && isObject(policy) ? [[n, ownResource(role, policy, claim)]] : [],
      ),
    );
    if (apart.size === 0) return role;
    let position = 0;
    moved.push({ logicalId: role.logicalId, list, to: policies.map((_, n) => apart.get(n)?.logicalId ?? position++) });
    own.push(...apart.values());
    const kept = policies.filter((_, n) => !apart.has(n));
    return { ...role, properties: withoutPolicies(role.properties, kept) };
  });
  return { resources: [...changed, ...own], moved };
};
