/**
 * Every function behind an alias: what a canary shifts. The template as the framework made it, with a version of each function, an alias that
 * points at it, and all that called the function calling the alias. docs/decisions/canary.md
 */
import { createHash } from 'node:crypto';

/** What the alias of every function is called. */
export const aliasName = 'live';

const suffix = 'LambdaFunction';
const aliasOf = (id) => `${id}Alias`;

const isFunction = ([, { Type }]) => Type === 'AWS::Lambda::Function';

/** A version is a snapshot that never changes: other code, or another configuration, is another version by its logical id. */
const versionIdOf = (id, { Properties: { Code: _, Tags: __, ...properties } }, codeHash) => {
  const hash = createHash('sha256').update(JSON.stringify([codeHash, properties]));
  return `${id}Version${hash.digest('hex').slice(0, 12)}`;
};

/** CloudFormation shifts the alias by CodeDeploy when it is updated, not when it is made. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html */
const aliasResource = (id, versionId) => ({
  Type: 'AWS::Lambda::Alias',
  Properties: {
    Name: aliasName,
    FunctionName: { Ref: `${id}${suffix}` },
    FunctionVersion: { 'Fn::GetAtt': [versionId, 'Version'] },
  },
  UpdatePolicy: {
    CodeDeployLambdaAliasUpdate: {
      ApplicationName: { Ref: 'CanaryApplication' },
      DeploymentGroupName: { Ref: `${id}CanaryGroup` },
    },
  },
});

/** The value with every reference to the ARN of a function turned into one to its alias. */
const pointed = (value, ids) => {
  if (Array.isArray(value)) return value.map((each) => pointed(each, ids));
  if (typeof value === 'string')
    return value.replace(/\$\{(\w+)LambdaFunction\.Arn\}/g, (text, id) => (ids.has(id) ? `\${${aliasOf(id)}}` : text));
  if (value === null || typeof value !== 'object') return value;
  const [logicalId = '', attribute] = value['Fn::GetAtt'] ?? [];
  const id = logicalId.slice(0, -suffix.length);
  if (attribute === 'Arn' && logicalId.endsWith(suffix) && ids.has(id)) return { Ref: aliasOf(id) };
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, pointed(each, ids)]));
};

/** `codeHashes` is of what was packaged, by the logical id of the function. */
export const withAliases = (template, codeHashes) => {
  const functions = Object.entries(template.Resources).filter(isFunction);
  const ids = new Set(functions.map(([logicalId]) => logicalId.slice(0, -suffix.length)));
  const added = functions.flatMap(([logicalId, resource]) => {
    const id = logicalId.slice(0, -suffix.length);
    const versionId = versionIdOf(id, resource, codeHashes[logicalId]);
    return [
      [versionId, { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: logicalId } } }],
      [aliasOf(id), aliasResource(id, versionId)],
    ];
  });
  return { ...template, Resources: { ...pointed(template.Resources, ids), ...Object.fromEntries(added) } };
};
