/** CloudTrail's data events of the buckets: who read and wrote which object, within minutes and as evidence. Off unless auditTrail is true: each event costs. */
import { arn as keyArn } from './key.js';
import { service } from './names.js';
import { isOn } from './read-param.js';

const sub = (text) => ({ 'Fn::Sub': text });

const trail = (KMSKeyId) => ({
  Type: 'AWS::CloudTrail::Trail',
  DependsOn: ['AccessLogBucketPolicy'],
  Properties: {
    TrailName: service,
    IsLogging: true,
    EnableLogFileValidation: true,
    IncludeGlobalServiceEvents: false,
    IsMultiRegionTrail: false,
    S3BucketName: { Ref: 'AccessLogBucket' },
    S3KeyPrefix: 'trail',
    KMSKeyId,
    AdvancedEventSelectors: [
      {
        Name: 'Objects of the data buckets',
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
          {
            Field: 'resources.ARN',
            StartsWith: ['InputBucket', 'OutputBucket', 'ArchiveBucket'].map((id) => sub(`\${${id}.Arn}/`)),
          },
        ],
      },
    ],
  },
});

const bySource = {
  'aws:SourceArn': sub(`arn:\${AWS::Partition}:cloudtrail:\${AWS::Region}:\${AWS::AccountId}:trail/${service}`),
};

/** What the bucket of the logs must let CloudTrail do. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export const trailStatements = async (bucket, resolveVariable) => {
  if (!(await isOn('auditTrail', resolveVariable))) return [];
  const Principal = { Service: 'cloudtrail.amazonaws.com' };
  return [
    {
      Sid: 'TrailKnowsTheBucket',
      Effect: 'Allow',
      Principal,
      Action: 's3:GetBucketAcl',
      Resource: { 'Fn::GetAtt': [bucket, 'Arn'] },
      Condition: { StringEquals: bySource },
    },
    {
      Sid: 'TrailIsWritten',
      Effect: 'Allow',
      Principal,
      Action: 's3:PutObject',
      Resource: sub(`\${${bucket}.Arn}/trail/AWSLogs/\${AWS::AccountId}/*`),
      Condition: { StringEquals: { ...bySource, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
};

export const resources = async ({ resolveVariable }) => ({
  Resources: (await isOn('auditTrail', resolveVariable))
    ? { AuditTrail: trail(await keyArn({ resolveVariable })) }
    : {},
});
