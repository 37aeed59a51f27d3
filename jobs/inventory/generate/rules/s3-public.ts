import { at, flagAt } from '../fields.ts';
import type { Rule } from './rule.ts';
import { publicAccessBlock, publicGrants } from './s3-policy.ts';

export const s3Public: Rule = {
  id: 's3-public',
  finds: 'A bucket that is open to the world',
  severity: 'critical',
  service: 's3',
  types: ['AWS::S3::Bucket'],
  reads: [
    'GetBucketPolicyStatus.PolicyStatus.IsPublic',
    'GetBucketAcl.Grants[].Grantee.URI',
    'GetPublicAccessBlock.PublicAccessBlockConfiguration',
    's3control GetPublicAccessBlock.PublicAccessBlockConfiguration',
    'GetBucketOwnershipControls.OwnershipControls.Rules[]',
  ],
  page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  todo: 'Turn on Block Public Access for the account; serve what is meant for the world through CloudFront with origin access control.',
  check: (bucket, around) => {
    const { blocked, isKnown } = publicAccessBlock(bucket, around);
    const byPolicy =
      flagAt(bucket, 'GetBucketPolicyStatus', 'PolicyStatus', 'IsPublic') === true && !blocked('RestrictPublicBuckets');
    const grants = blocked('IgnorePublicAcls') ? [] : publicGrants(bucket);
    if (!byPolicy && grants.length === 0) return undefined;
    const ways = [
      ...(byPolicy ? ['its policy is public, and neither the bucket nor the account restricts public policies'] : []),
      ...(grants.length > 0 ? [`its ACL grants ${grants.join(' and ')}, and nothing ignores public ACLs`] : []),
    ];
    const doubt = isKnown ? '' : ' The block of the account could not be seen: it may still save it.';
    return {
      severity: isKnown ? 'critical' : 'high',
      title: 'Bucket is open to the world',
      why: `Anyone can use it: ${ways.join('; ')}.${doubt}`,
      evidence: {
        'PolicyStatus.IsPublic': at(bucket, 'GetBucketPolicyStatus', 'PolicyStatus', 'IsPublic') ?? null,
        Grants: [...grants],
      },
      exposure: 'internet',
    };
  },
};
