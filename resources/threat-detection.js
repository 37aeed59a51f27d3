/**
 * GuardDuty, off by default as both cost by what they look at: `threatDetection=true` turns it on for the account in this region, with its
 * protection of S3; `malwareScan=true` has it look into what arrives, and nobody may read what it found a threat in.
 */
import { arn as keyArn } from './key.js';
import { service } from './names.js';
import { isOn } from './read-param.js';

const sub = (text) => ({ 'Fn::Sub': text });
const input = { 'Fn::GetAtt': ['InputBucket', 'Arn'] };
const within = (path) => sub(`\${InputBucket.Arn}/${path}`);

const detector = {
  Type: 'AWS::GuardDuty::Detector',
  Properties: { Enable: true, Features: [{ Name: 'S3_DATA_EVENTS', Status: 'ENABLED' }] },
};

const scanner = 'malware-protection-plan.guardduty.amazonaws.com';
const managedRule = sub(
  'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*',
);

/** https://docs.aws.amazon.com/guardduty/latest/ug/malware-protection-s3-iam-policy-prerequisite.html */
const scannerStatements = (key) => [
  {
    Sid: 'KeepManagedRule',
    Action: ['events:PutRule', 'events:DeleteRule', 'events:PutTargets', 'events:RemoveTargets'],
    Resource: managedRule,
    Condition: { StringLike: { 'events:ManagedBy': scanner } },
  },
  { Sid: 'SeeManagedRule', Action: ['events:DescribeRule', 'events:ListTargetsByRule'], Resource: managedRule },
  {
    Sid: 'TellOfObjects',
    Action: ['s3:PutBucketNotification', 's3:GetBucketNotification', 's3:ListBucket'],
    Resource: input,
  },
  { Sid: 'ProveAccess', Action: 's3:PutObject', Resource: within('malware-protection-resource-validation-object') },
  { Sid: 'Scan', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: within('*') },
  {
    Sid: 'Tag',
    Action: ['s3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:PutObjectTagging', 's3:PutObjectVersionTagging'],
    Resource: within('*'),
  },
  {
    Sid: 'Decrypt',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: key,
    Condition: { StringEquals: { 'kms:ViaService': sub('s3.${AWS::Region}.${AWS::URLSuffix}') } },
  },
];

const role = (key) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: sub(`${service}-\${AWS::Region}-malware-scan`),
    Description: `By which GuardDuty looks into what arrives at ${service}`,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: scanner },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    },
    Policies: [
      {
        PolicyName: 'malware-scan',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: scannerStatements(key).map((statement) => ({ Effect: 'Allow', ...statement })),
        },
      },
    ],
  },
});

const plan = {
  Type: 'AWS::GuardDuty::MalwareProtectionPlan',
  Properties: {
    Role: { 'Fn::GetAtt': ['MalwareScanRole', 'Arn'] },
    ProtectedResource: {
      S3Bucket: { BucketName: { Ref: 'InputBucket' }, ObjectPrefixes: ['drops/', 'uploads/', 'requests/'] },
    },
    Actions: { Tagging: { Status: 'ENABLED' } },
  },
};

/** What a scan found a threat in is read by nobody any more, and gone in a day. */
export const infectedStatements = async (bucket, resolveVariable) =>
  bucket === 'InputBucket' && (await isOn('malwareScan', resolveVariable))
    ? [
        {
          Sid: 'DenyInfected',
          Effect: 'Deny',
          Principal: '*',
          Action: ['s3:GetObject', 's3:GetObjectVersion'],
          Resource: within('*'),
          Condition: { StringEquals: { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': 'THREATS_FOUND' } },
        },
      ]
    : [];

export const resources = async ({ resolveVariable }) => {
  const scans = await isOn('malwareScan', resolveVariable);
  const key = await keyArn({ resolveVariable });
  return {
    Resources: {
      ...((await isOn('threatDetection', resolveVariable)) && { ThreatDetector: detector }),
      ...(scans && { MalwareScanRole: role(key), MalwareScanPlan: plan }),
    },
  };
};
