import { customResponseSchema } from '../../api-gateway/custom-response.ts';
import type { Kind } from '../kind.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-gatewayresponse.html */
export const gatewayResponse: Kind = {
  type: 'AWS::ApiGateway::GatewayResponse',
  phase: 'triggers',
  identity: ({ logicalId }) => ({ ref: logicalId, attributes: { Id: logicalId } }),
  create: ({ properties }, parts) => {
    const { RestApiId, ResponseType, StatusCode, ResponseParameters, ResponseTemplates } = properties;
    parts.apis.responses.push({
      apiId: String(RestApiId),
      type: String(ResponseType),
      response: customResponseSchema.parse({
        statusCode: StatusCode,
        responseParameters: ResponseParameters,
        responseTemplates: ResponseTemplates,
      }),
    });
  },
};
