import { isObject } from '#schemas/json.ts';
import type { Kind } from '../kind.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html */
export const apiStage: Kind = {
  type: 'AWS::ApiGateway::Stage',
  phase: 'triggers',
  identity: (naming) => ({ ref: String(naming.property('StageName') ?? 'default'), attributes: {} }),
  create: ({ identity, properties }, parts) => {
    const { RestApiId, Variables: variables, AccessLogSetting: log } = properties;
    parts.apis.stages.push({
      apiId: String(RestApiId),
      name: identity.ref,
      variables: Object.fromEntries(
        Object.entries(isObject(variables) ? variables : {}).map(([name, value]) => [name, String(value)]),
      ),
      accessLogFormat: isObject(log) && typeof log.Format === 'string' ? log.Format : undefined,
    });
  },
};
