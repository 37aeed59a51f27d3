import { at, listAt, textAt } from '../fields.ts';
import type { Rule } from './rule.ts';

export const s3Lifecycle: Rule = {
  id: 's3-lifecycle',
  finds: 'A bucket without a lifecycle',
  severity: 'low',
  service: 's3',
  types: ['AWS::S3::Bucket'],
  reads: ['GetBucketLifecycleConfiguration.Rules[].Status'],
  page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html',
  todo: 'Say how long objects, old versions and unfinished uploads are wanted.',
  check: (bucket) => {
    const asked = at(bucket, 'GetBucketLifecycleConfiguration');
    if (asked === undefined) return undefined;
    const rules = listAt(bucket, 'GetBucketLifecycleConfiguration', 'Rules');
    if (rules.some((rule) => textAt(rule, 'Status') === 'Enabled')) return undefined;
    return {
      title: 'Bucket has no lifecycle',
      why: 'Nothing in it ever expires or moves to a cheaper class, nor do the parts of unfinished uploads.',
      evidence: { Rules: rules.length },
    };
  },
};
