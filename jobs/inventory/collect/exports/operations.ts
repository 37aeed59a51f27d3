const bucket = 'AWS::S3::Bucket';
const lambda = 'AWS::Lambda::Function';

type Operation = {
  readonly type: string;
  readonly service: string;
  /** Where exports have what it answers: CloudFormation's name for it, or Config's. */
  readonly under: readonly string[];
  /** The key of the answer that holds it; absent: it is the answer. */
  readonly key?: string;
};

/** What a further call about one resource answers, and where an export has it; the names are those of the API. */
export const operations: Readonly<Record<string, Operation>> = {
  GetBucketVersioning: {
    type: bucket,
    service: 's3api',
    under: ['VersioningConfiguration', 'BucketVersioningConfiguration'],
  },
  GetPublicAccessBlock: {
    type: bucket,
    service: 's3api',
    under: ['PublicAccessBlockConfiguration'],
    key: 'PublicAccessBlockConfiguration',
  },
  GetBucketPolicy: { type: bucket, service: 's3api', under: ['Policy', 'BucketPolicy'], key: 'Policy' },
  GetBucketPolicyStatus: { type: bucket, service: 's3api', under: ['PolicyStatus'], key: 'PolicyStatus' },
  GetBucketOwnershipControls: {
    type: bucket,
    service: 's3api',
    under: ['OwnershipControls'],
    key: 'OwnershipControls',
  },
  GetBucketAcl: { type: bucket, service: 's3api', under: ['AccessControlList'] },
  GetBucketLifecycleConfiguration: {
    type: bucket,
    service: 's3api',
    under: ['LifecycleConfiguration', 'BucketLifecycleConfiguration'],
  },
  GetBucketEncryption: {
    type: bucket,
    service: 's3api',
    under: ['BucketEncryption', 'ServerSideEncryptionConfiguration'],
    key: 'ServerSideEncryptionConfiguration',
  },
  GetBucketTagging: { type: bucket, service: 's3api', under: ['Tags', 'BucketTaggingConfiguration'], key: 'TagSet' },
  GetPolicy: { type: lambda, service: 'lambda', under: ['Policy'], key: 'Policy' },
  ListFunctionUrlConfigs: { type: lambda, service: 'lambda', under: ['ListFunctionUrlConfigs'] },
  ListFunctionEventInvokeConfigs: { type: lambda, service: 'lambda', under: ['ListFunctionEventInvokeConfigs'] },
  ListTags: { type: lambda, service: 'lambda', under: ['Tags'], key: 'Tags' },
};

export const isOperation = (name: string): boolean => Object.hasOwn(operations, name);

export const operationOf = (name: string): Operation | undefined => (isOperation(name) ? operations[name] : undefined);

/** `get-bucket-policy` */
export const commandOf = (operation: string): string => operation.replaceAll(/(?!^)([A-Z])/g, '-$1').toLowerCase();

const byPart = new Map(
  Object.entries(operations).flatMap(([name, { type, under, key }]) =>
    under.map((part) => [`${type} ${part}`, { name, key }] as const),
  ),
);

/** Which operation a part of a resource is the answer of. */
export const operationOfPart = (type: string, part: string) => byPart.get(`${type} ${part}`);
