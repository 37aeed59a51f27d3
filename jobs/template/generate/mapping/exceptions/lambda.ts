import { type FoundObject, field, itemsOf, leavesOf, literal, object, parsed, put, take, textOf } from '../found.ts';
import { told, unwrap } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

/** Where the code lies is shown as a link that is good for ten minutes: whoever deploys says where it lies for them. */
export const shapeCode = (shaping: Shaping): void => {
  const { found } = shaping;
  if (['Code.S3Bucket', 'Code.ZipFile'].some((name) => textOf(field(found, name)) !== undefined)) return;
  const image = take(found, 'Code.ImageUri');
  const note = 'a link to the code that AWS made for a few minutes';
  shaping.drop(['Code.Location'], 'not-deployable', note);
  shaping.drop(['Code.RepositoryType', 'Code.ResolvedImageUri', 'Code.SourceKMSKeyArn'], 'read-only');
  take(found, 'Code');
  if (image) {
    put(found, 'Code.ImageUri', image);
    return;
  }
  const isWhole = field(found, 'Role') !== undefined || field(found, 'CodeSha256') !== undefined;
  if (!isWhole) return;
  if (textOf(field(found, 'PackageType')) === 'Image') {
    const description = 'The container image of the function, in Amazon ECR';
    put(found, 'Code.ImageUri', literal({ 'Dropforge::Parameter': { name: 'ImageUri', description } }));
    return;
  }
  const bucket = { name: 'CodeS3Bucket', description: 'The bucket that holds the deployment package of the function' };
  const key = { name: 'CodeS3Key', description: 'The key of the deployment package of the function' };
  put(found, 'Code.S3Bucket', literal({ 'Dropforge::Parameter': bucket }));
  put(found, 'Code.S3Key', literal({ 'Dropforge::Parameter': key }));
};

const principal = (statement: FoundObject) => {
  const node = take(statement, 'Principal');
  return node?.kind === 'object' ? (node.fields.get('Service') ?? node.fields.get('AWS')) : node;
};

const operators = ['ArnLike', 'ArnEquals', 'StringEquals', 'StringLike', 'Bool'];

/** What a permission calls the conditions that it may have. https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
const conditions: Readonly<Record<string, string>> = {
  SourceArn: 'AWS:SourceArn',
  SourceAccount: 'AWS:SourceAccount',
  EventSourceToken: 'lambda:EventSourceToken',
  FunctionUrlAuthType: 'lambda:FunctionUrlAuthType',
  InvokedViaFunctionUrl: 'lambda:InvokedViaFunctionUrl',
  PrincipalOrgID: 'aws:PrincipalOrgID',
};

/** A function's policy is made of permissions: https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
const spawnPermissions = (shaping: Shaping): void => {
  const policy = take(shaping.found, 'Policy');
  const document = policy?.kind === 'leaf' ? parsed(policy) : policy;
  const name = shaping.resource.identifiers.find((each) => !each.startsWith('arn:')) ?? shaping.identity;
  for (const statement of itemsOf(field(document, 'Statement'))) {
    if (statement.kind !== 'object') continue;
    const permission = object([['FunctionName', literal(name)]]);
    put(permission, 'Action', take(statement, 'Action'));
    put(permission, 'Principal', principal(statement));
    const condition = take(statement, 'Condition');
    for (const [property, key] of Object.entries(conditions)) {
      const operator = operators.find((each) => field(field(condition, each), key));
      if (operator) put(permission, property, take(field(condition, operator), key));
    }
    // Without the others the permission would allow more: they are told of as lost.
    if (leavesOf(condition ?? literal(null)).some((leaf) => leaf.origin)) put(permission, 'Condition', condition);
    const sid = take(statement, 'Sid');
    shaping.dropNode(sid, 'read-only', 'AWS names it');
    const id = textOf(sid);
    shaping.spawn('AWS::Lambda::Permission', `${name}|${id}`, permission);
  }
  shaping.dropNode(policy, 'read-only', 'told by the permissions');
};

export const lambdaFunction: Exception = {
  type: 'AWS::Lambda::Function',
  page: 'https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html',
  renames: { 'ImageConfigResponse.ImageConfig': 'ImageConfig' },
  drops: {
    'read-only': [
      'RuntimeVersionConfig',
      'CodeSha256',
      'Version',
      'MasterArn',
      'SigningJobArn',
      'SigningProfileVersionArn',
      'ConfigSha256',
    ],
    'not-deployable': ['RecursiveLoop'],
  },
  shape: (shaping) => {
    unwrap(shaping.found, 'Configuration');
    shaping.drop(['RuntimeVersionConfig', 'CodeSha256', 'Version', 'VpcConfig.VpcId', 'RevisionId'], 'read-only');
    shapeCode(shaping);
    spawnPermissions(shaping);
  },
};

/** The function is named in an ARN alone, an alias behind it: …:function:name:alias. */
export const functionUrl: Exception = {
  type: 'AWS::Lambda::Url',
  page: 'https://docs.aws.amazon.com/lambda/latest/api/API_FunctionUrlConfig.html',
  shape: (shaping) => {
    const target = take(shaping.found, 'FunctionArn');
    const [, name, alias] = /^(.*:function:[^:]+)(?::([^:]+))?$/.exec(textOf(target) ?? '') ?? [];
    put(shaping.found, 'TargetFunctionArn', told(target, name) ?? target);
    put(shaping.found, 'Qualifier', alias === undefined ? undefined : literal(alias));
  },
};

export const eventSourceMapping: Exception = {
  type: 'AWS::Lambda::EventSourceMapping',
  page: 'https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html',
  renames: { FunctionArn: 'FunctionName', KMSKeyArn: 'KmsKeyArn' },
  drops: { 'read-only': ['UUID', 'LastProcessingResult', 'EventSourceMappingArn'] },
};
