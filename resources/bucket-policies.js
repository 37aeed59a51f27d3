/** Who is refused by a bucket whatever their own policies say: whoever speaks without TLS, and principals of other accounts. */
import { trailStatements } from './audit-trail.js';
import { service } from './names.js';
import { refuse } from './read-param.js';
import { infectedStatements } from './threat-detection.js';

const sub = (text) => ({ 'Fn::Sub': text });
const arn = (bucket) => ({ 'Fn::GetAtt': [bucket, 'Arn'] });

/** The bucket and what is in it. Joined, as the rules of AWS's own that judge a policy read no `Fn::Sub`. */
const everything = (bucket) => [arn(bucket), { 'Fn::Join': ['', [arn(bucket), '/*']] }];

const deny = (Sid, bucket, Condition) => ({
  Sid,
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: everything(bucket),
  Condition,
});

const organizationId = /^o-[a-z0-9]{10,32}$/;

/**
 * Principals of other accounts, unless they are of the organization that is trusted. AWS's services act for themselves where a statement
 * lets them, and for a principal of this account otherwise. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const foreigners = async (resolveVariable) => {
  const organization = String(await resolveVariable('param:trustedOrganization'));
  if (organization !== '' && !organizationId.test(organization))
    throw refuse(`trustedOrganization is not the id of an organization (o-…): ${organization}`);
  return {
    StringNotEquals: {
      'aws:PrincipalAccount': { Ref: 'AWS::AccountId' },
      ...(organization !== '' && { 'aws:PrincipalOrgID': organization }),
    },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  };
};

/** S3 itself writes who read and wrote the stage's buckets. https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
const takesAccessLogs = (bucket) => ({
  Sid: 'AllowAccessLogs',
  Effect: 'Allow',
  Principal: { Service: 'logging.s3.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: { 'Fn::Join': ['', [arn(bucket), '/*']] },
  Condition: {
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    ArnLike: { 'aws:SourceArn': sub(`arn:\${AWS::Partition}:s3:::${service}-*`) },
  },
});

const document = async (bucket, resolveVariable, others = []) => ({
  Version: '2012-10-17',
  Statement: [
    deny('DenyInsecureTransport', bucket, { Bool: { 'aws:SecureTransport': 'false' } }),
    deny('DenyForeignPrincipals', bucket, await foreigners(resolveVariable)),
    ...others,
  ],
});

const policyOf = async (bucket, resolveVariable, others) => ({
  Type: 'AWS::S3::BucketPolicy',
  Properties: { Bucket: { Ref: bucket }, PolicyDocument: await document(bucket, resolveVariable, others) },
});

const dataBuckets = ['InputBucket', 'OutputBucket', 'ArchiveBucket'];

/** A policy for each bucket; the framework's own, which holds the code, is refused to the same. */
export const resources = async ({ resolveVariable }) => {
  const policies = await Promise.all(
    dataBuckets.map(async (bucket) => [
      `${bucket}Policy`,
      await policyOf(bucket, resolveVariable, await infectedStatements(bucket, resolveVariable)),
    ]),
  );
  const logging = [takesAccessLogs('AccessLogBucket'), ...(await trailStatements('AccessLogBucket', resolveVariable))];
  return {
    Resources: {
      ...Object.fromEntries(policies),
      AccessLogBucketPolicy: await policyOf('AccessLogBucket', resolveVariable, logging),
    },
    extensions: {
      ServerlessDeploymentBucket: {
        Properties: {
          LoggingConfiguration: {
            DestinationBucketName: { Ref: 'AccessLogBucket' },
            LogFilePrefix: 'deployment/',
          },
          LifecycleConfiguration: {
            Rules: [
              {
                Id: 'old-versions-30-days', // the framework keeps the last deployments as objects of their own
                Status: 'Enabled',
                NoncurrentVersionExpiration: { NoncurrentDays: 30 },
                AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
              },
            ],
          },
        },
      },
      ServerlessDeploymentBucketPolicy: {
        Properties: { PolicyDocument: await document('ServerlessDeploymentBucket', resolveVariable) },
      },
    },
  };
};
