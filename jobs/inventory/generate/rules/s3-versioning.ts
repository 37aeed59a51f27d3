import { textAt, wasAsked } from '../fields.ts';
import type { Rule } from './rule.ts';

export const s3Versioning: Rule = {
  id: 's3-versioning',
  finds: 'A bucket that keeps no versions',
  severity: 'low',
  service: 's3',
  types: ['AWS::S3::Bucket'],
  reads: ['GetBucketVersioning.Status'],
  page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html',
  todo: 'Turn on versioning, with a lifecycle rule that expires noncurrent versions.',
  check: (bucket) => {
    const status = textAt(bucket, 'GetBucketVersioning', 'Status') ?? null;
    if (!wasAsked(bucket, 'GetBucketVersioning') || status === 'Enabled') return undefined;
    return {
      title: 'Bucket keeps no versions',
      why: 'What is overwritten or deleted in it, by accident or by malice, cannot be had back.',
      evidence: { Status: status },
    };
  },
};
