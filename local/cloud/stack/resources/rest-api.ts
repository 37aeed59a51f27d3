import { createHash } from 'node:crypto';
import { isObject } from '#schemas/json.ts';
import { readDefinition } from '../../api-gateway/definition.ts';
import type { Kind } from '../kind.ts';

/** Ten letters and digits, as API Gateway's ids are, the same for the same stack. */
const idOf = (stackName: string, logicalId: string): string => {
  const digest = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(0, 10);
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html */
export const restApi: Kind = {
  type: 'AWS::ApiGateway::RestApi',
  phase: 'triggers',
  identity: ({ stackName, logicalId }) => {
    const id = idOf(stackName, logicalId);
    return { ref: id, attributes: { RestApiId: id, RootResourceId: `${id}-root` } };
  },
  create: ({ identity, properties }, parts) => {
    const { Body: body, BinaryMediaTypes: binary } = properties;
    if (!isObject(body)) throw new Error('an API without a Body (OpenAPI) is not emulated');
    const definition = readDefinition(body);
    const more = Array.isArray(binary) ? binary.map((type) => String(type).toLowerCase()) : [];
    parts.apis.definitions.push({
      apiId: identity.ref,
      definition: { ...definition, binaryMediaTypes: [...definition.binaryMediaTypes, ...more] },
    });
  },
};
