import { isObject, type JsonObject } from '#schemas/json.ts';
import type { PackagedFunction } from '../../options.ts';
import type { Parts } from '../../parts.ts';
import { arn } from '../../place.ts';
import { physicalName } from '../identity.ts';
import type { Kind } from '../kind.ts';

const environmentOf = (properties: JsonObject): Readonly<Record<string, string>> => {
  const environment = isObject(properties.Environment) ? properties.Environment.Variables : undefined;
  return Object.fromEntries(
    Object.entries(isObject(environment) ? environment : {}).map(([name, value]) => [name, String(value)]),
  );
};

const packagedOf = (properties: JsonObject, parts: Parts): PackagedFunction => {
  const key = isObject(properties.Code) ? properties.Code.S3Key : undefined;
  const zipName = typeof key === 'string' ? key.slice(key.lastIndexOf('/') + 1) : '';
  const packaged = parts.packaged(zipName);
  if (packaged === undefined) throw new Error(`the package has no ZIP called "${zipName}"`);
  return packaged;
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const lambdaFunction: Kind = {
  type: 'AWS::Lambda::Function',
  phase: 'compute',
  identity: (naming) => {
    const name = physicalName(naming, 'FunctionName');
    return { ref: name, attributes: { Arn: arn(naming.place, 'lambda', `function:${name}`) } };
  },
  create: ({ identity, properties }, parts) => {
    const packaged = packagedOf(properties, parts);
    parts.functions.push({
      name: packaged.name,
      functionName: identity.ref,
      arn: identity.attributes.Arn ?? '',
      zip: packaged.zip,
      handler: String(properties.Handler ?? packaged.handler),
      timeoutSeconds: Number(properties.Timeout ?? 3),
      memoryMB: Number(properties.MemorySize ?? 128),
      roleArn: String(properties.Role),
      environment: environmentOf(properties),
    });
  },
};
