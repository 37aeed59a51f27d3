import { wasAsked } from '../fields.ts';
import type { Rule } from './rule.ts';
import { publicAccessBlock } from './s3-policy.ts';

export const s3PublicAccessBlock: Rule = {
  id: 's3-public-access-block',
  finds: 'A bucket whose public access is not blocked completely',
  severity: 'low',
  service: 's3',
  types: ['AWS::S3::Bucket'],
  reads: [
    'GetPublicAccessBlock.PublicAccessBlockConfiguration',
    's3control GetPublicAccessBlock.PublicAccessBlockConfiguration',
  ],
  page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html',
  todo: 'aws s3control put-public-access-block for the account: it covers every bucket, and those to come.',
  check: (bucket, around) => {
    if (!wasAsked(bucket, 'GetPublicAccessBlock')) return undefined;
    const { missing, isKnown } = publicAccessBlock(bucket, around);
    if (missing.length === 0 || !isKnown) return undefined;
    return {
      title: 'Public access to the bucket is not blocked completely',
      why: `One careless policy or ACL can open it: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} off for the bucket and the account.`,
      evidence: { off: missing },
    };
  },
};
