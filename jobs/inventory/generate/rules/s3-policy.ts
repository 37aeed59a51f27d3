import type { InventoryResource, Json } from '#schemas/inventory/resource.ts';
import { at, flagAt, listAt, textAt } from '../fields.ts';
import type { Surroundings } from './rule.ts';

const blocks = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

export type Block = (typeof blocks)[number];

/** Of the bucket and of its account, whichever is stricter; `isKnown` is false where the account's was not seen. */
export const publicAccessBlock = (bucket: InventoryResource, { nearby, isComplete }: Surroundings) => {
  const own = at(bucket, 'GetPublicAccessBlock', 'PublicAccessBlockConfiguration');
  const [account] = nearby('AWS::S3::AccountPublicAccessBlock', bucket);
  const whole = at(account, 'PublicAccessBlockConfiguration') ?? account?.configuration;
  const blocked = (block: Block) => flagAt(own, block) === true || flagAt(whole, block) === true;
  return {
    blocked,
    isKnown: account !== undefined || isComplete('AWS::S3::AccountPublicAccessBlock', bucket),
    missing: blocks.filter((block) => !blocked(block)),
  };
};

const everyone = /^https?:\/\/acs\.amazonaws\.com\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

/** The grants of an ACL that name everyone, as `READ to AllUsers`; none where ownership controls have switched ACLs off. */
export const publicGrants = (bucket: InventoryResource): readonly string[] => {
  const ownership = listAt(bucket, 'GetBucketOwnershipControls', 'OwnershipControls', 'Rules');
  if (ownership.some((rule) => textAt(rule, 'ObjectOwnership') === 'BucketOwnerEnforced')) return [];
  return listAt(bucket, 'GetBucketAcl', 'Grants').flatMap((grant) => {
    const group = everyone.exec(textAt(grant, 'Grantee', 'URI') ?? '')?.[1];
    return group === undefined ? [] : [`${textAt(grant, 'Permission') ?? 'access'} to ${group}`];
  });
};

/** The statements of a policy, be it a document or its text; undefined if it is no policy: then nothing is known of it. */
export const statementsOf = (policy: Json | undefined): readonly Json[] | undefined => {
  const document = typeof policy === 'string' ? parsed(policy) : policy;
  const statement = at(document, 'Statement');
  if (statement === undefined) return undefined;
  return Array.isArray(statement) ? statement : [statement];
};

const parsed = (text: string): Json | undefined => {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
};
