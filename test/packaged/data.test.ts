import type { JsonObject } from '#schemas/json.ts';
import { at, list, type PackagedTemplate, packagedTemplate, packagingTakes, target } from './template.ts';

const ours = ['InputBucket', 'OutputBucket', 'ArchiveBucket'];

const denials = (policy: JsonObject) =>
  list(at(policy, 'PolicyDocument', 'Statement')).filter(
    (statement) => at(statement, 'Effect') === 'Deny' && at(statement, 'Principal') === '*',
  );

describe('in the packaged template', () => {
  let stack: PackagedTemplate;
  beforeAll(async () => {
    stack = await packagedTemplate();
  }, packagingTakes);

  it('the data key rotates', () => {
    expect(stack.get('DataKey').properties.EnableKeyRotation).toBe(true);
  });

  it('no bucket can be made public', () => {
    for (const { properties } of stack.ofType('AWS::S3::Bucket')) {
      expect(properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
  });

  it('every bucket and every topic refuse whoever does not use TLS', () => {
    const policies = [...stack.ofType('AWS::S3::BucketPolicy'), ...stack.ofType('AWS::SNS::TopicPolicy')];
    expect(policies).toHaveLength(stack.ofType('AWS::S3::Bucket').length + stack.ofType('AWS::SNS::Topic').length);
    for (const { properties } of policies) {
      const conditions = denials(properties).map((statement) => at(statement, 'Condition', 'Bool'));
      expect(conditions).toContainEqual({ 'aws:SecureTransport': 'false' });
    }
  });

  it('every bucket refuses principals of other accounts, but not AWS’s services', () => {
    for (const { id, properties } of stack.ofType('AWS::S3::BucketPolicy')) {
      const [, foreign] = denials(properties);
      expect({ id, foreign }).toEqual({
        id,
        foreign: {
          Sid: 'DenyForeignPrincipals',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [expect.anything(), expect.anything()],
          Condition: {
            StringNotEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } },
            BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
          },
        },
      });
    }
  });

  it('who reads and writes a bucket is logged, in a bucket that only S3 writes to', () => {
    for (const { id, properties } of stack.ofType('AWS::S3::Bucket')) {
      const logs = at(properties, 'LoggingConfiguration', 'DestinationBucketName');
      expect({ id, logs: target(logs) }).toEqual({
        id,
        logs: id === 'AccessLogBucket' ? undefined : 'AccessLogBucket',
      });
    }
    const allowed = list(at(stack.get('AccessLogBucketPolicy').properties, 'PolicyDocument', 'Statement')).filter(
      (statement) => at(statement, 'Effect') === 'Allow',
    );
    expect(allowed.map((statement) => [at(statement, 'Principal'), at(statement, 'Action')])).toEqual([
      [{ Service: 'logging.s3.amazonaws.com' }, 's3:PutObject'],
    ]);
  });

  it('grants on the data key are for AWS’s services only', () => {
    const statements = list(at(stack.get('DataKey').properties, 'KeyPolicy', 'Statement'));
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Action: 'kms:CreateGrant',
        Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
      }),
    );
  });

  it('our buckets, the tables and the topics are encrypted with the data key', () => {
    for (const id of ours) {
      const rule = at(stack.get(id).properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration', 0);
      expect(at(rule, 'ServerSideEncryptionByDefault', 'SSEAlgorithm')).toBe('aws:kms');
      expect(target(at(rule, 'ServerSideEncryptionByDefault', 'KMSMasterKeyID'))).toBe('DataKey');
    }
    for (const { properties: table } of stack.ofType('AWS::DynamoDB::Table')) {
      expect(at(table, 'SSESpecification', 'SSEEnabled')).toBe(true);
      expect(target(at(table, 'SSESpecification', 'KMSMasterKeyId'))).toBe('DataKey');
    }
    for (const { properties: topic } of stack.ofType('AWS::SNS::Topic'))
      expect(target(topic.KmsMasterKeyId)).toBe('DataKey');
  });

  it.each([
    ['InputBucket', 1],
    ['OutputBucket', 30],
  ])('%s forgets after %i days, and an upload that was never finished after one', (id, days) => {
    const [rule] = list(at(stack.get(id).properties, 'LifecycleConfiguration', 'Rules'));
    expect(at(rule, 'Status')).toBe('Enabled');
    expect(at(rule, 'ExpirationInDays')).toBe(days);
    expect(at(rule, 'AbortIncompleteMultipartUpload', 'DaysAfterInitiation')).toBe(1);
  });

  it('the archive keeps what it gets, but for source that passes', () => {
    const rules = list(at(stack.get('ArchiveBucket').properties, 'LifecycleConfiguration', 'Rules'));
    const expiring = rules.filter((rule) => at(rule, 'ExpirationInDays') !== undefined);
    expect(expiring).toEqual([
      expect.objectContaining({
        Prefix: 'passing/',
        ExpirationInDays: 1,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      }),
    ]);
  });

  it('our buckets are versioned; none has CORS while no page uploads', () => {
    for (const id of ours) {
      const { properties } = stack.get(id);
      expect(at(properties, 'VersioningConfiguration', 'Status')).toBe('Enabled');
      expect(properties.CorsConfiguration ?? null).toBeNull();
    }
  });

  it('the jobs table is on demand, can be restored to any moment and forgets by expiresAt', () => {
    const { properties } = stack.get('JobsTable');
    expect(properties.BillingMode).toBe('PAY_PER_REQUEST');
    expect(at(properties, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled')).toBe(true);
    expect(properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
    expect(at(properties, 'GlobalSecondaryIndexes', 0, 'IndexName')).toBe('StatusIndex');
  });

  it('an owner’s jobs are found in the order of their submission, without opening each', () => {
    const index = list(stack.get('JobsTable').properties.GlobalSecondaryIndexes).find(
      (candidate) => at(candidate, 'IndexName') === 'OwnerIndex',
    );
    expect(list(at(index, 'KeySchema')).map((key) => at(key, 'AttributeName'))).toEqual(['owner', 'jobId']);
    // No outbox and no history: an index is written anew whenever one of its attributes changes.
    expect(list(at(index, 'Projection', 'NonKeyAttributes'))).toEqual([
      'kind',
      'status',
      'stage',
      'submittedAt',
      'updatedAt',
      'endedAt',
      'correlationId',
      'input',
      'error',
    ]);
  });

  it('the inventory is kept as long in the table as in the bucket, and its index by date is sharded', () => {
    const { properties } = stack.get('InventoryTable');
    expect(properties.BillingMode).toBe('PAY_PER_REQUEST');
    expect(at(properties, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled')).toBe(true);
    expect(properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expires_at', Enabled: true });
    expect(list(properties.KeySchema).map((key) => at(key, 'AttributeName'))).toEqual(['resource_id', 'timestamp']);
    expect(at(properties, 'GlobalSecondaryIndexes', 0, 'KeySchema', 0, 'AttributeName')).toBe('scan_date');
    const rules = list(at(stack.get('OutputBucket').properties, 'LifecycleConfiguration', 'Rules'));
    const kept = rules.find((rule) => at(rule, 'Prefix') === 'inventory/');
    const days = at(stack.get('GeneratorLambdaFunction').properties, 'Environment', 'Variables', 'INVENTORY_DAYS');
    expect(Number(at(kept, 'ExpirationInDays'))).toBe(Number(days));
  });

  it('data outlives the stack', () => {
    for (const id of [...ours, 'JobsTable', 'InventoryTable', 'DataKey']) {
      expect(stack.template.Resources[id]).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });

  it('the alarms of this account may use their encrypted topic', () => {
    const statements = list(at(stack.get('DataKey').properties, 'KeyPolicy', 'Statement'));
    expect(statements.map((statement) => at(statement, 'Principal', 'Service'))).toContain('cloudwatch.amazonaws.com');
    const published = list(at(stack.get('AlarmsTopicPolicy').properties, 'PolicyDocument', 'Statement')).find(
      (statement) => at(statement, 'Principal', 'Service') === 'cloudwatch.amazonaws.com',
    );
    expect(at(published, 'Condition', 'StringEquals')).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
  });
});
