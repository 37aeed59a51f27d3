import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Template, TemplateResource } from '#shared/cloudformation/template.ts';

/** MiniStack imports a method by its name only. */
const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const anyMethod = 'x-amazon-apigateway-any-method';

const named = (item: JsonValue | undefined): JsonValue | undefined => {
  if (!isObject(item) || item[anyMethod] === undefined) return item;
  const { [anyMethod]: operation, ...rest } = item;
  return { ...Object.fromEntries(methods.map((method) => [method, operation])), ...rest };
};

const objectAt = (value: JsonObject | undefined, key: string): JsonObject => {
  const found = value?.[key];
  return isObject(found) ? found : {};
};

const isApi = ([, { Type }]: readonly [string, TemplateResource]) => Type === 'AWS::ApiGateway::RestApi';

/** The gateway responses of a definition as resources of their own. */
const responsesOf = (apiId: string, body: JsonObject): Template['Resources'] =>
  Object.fromEntries(
    Object.entries(objectAt(body, 'x-amazon-apigateway-gateway-responses')).map(([type, response]) => {
      const { statusCode, responseParameters, responseTemplates } = isObject(response) ? response : {};
      const Properties = {
        RestApiId: { Ref: apiId },
        ResponseType: type,
        StatusCode: statusCode,
        ResponseParameters: responseParameters,
        ResponseTemplates: responseTemplates,
      };
      return [`GatewayResponse${type.replace(/\W|_/g, '')}`, { Type: 'AWS::ApiGateway::GatewayResponse', Properties }];
    }),
  );

/**
 * MiniStack takes methods, integrations and authorization out of an API's `Body`, and leaves the rest in it. What it knows as
 * properties or resources of their own is made such here: binary media types and gateway responses. Validators and their
 * models it can attach to no method of a stack at all.
 */
export const withApiUnpacked = (template: Template): Template => {
  const [found] = Object.entries(template.Resources).filter(isApi);
  if (!found) return template;
  const [apiId, api] = found;
  const body = objectAt(api.Properties, 'Body');
  const paths = Object.fromEntries(Object.entries(objectAt(body, 'paths')).map(([path, item]) => [path, named(item)]));
  const responses = responsesOf(apiId, body);
  const BinaryMediaTypes = body['x-amazon-apigateway-binary-media-types'];
  const Resources = Object.entries(template.Resources).map(([id, resource]) => {
    if (id === apiId) {
      return [id, { ...resource, Properties: { ...api.Properties, BinaryMediaTypes, Body: { ...body, paths } } }];
    }
    // A deployment holds the responses that there are when it is made.
    const isDeployment = resource.Type === 'AWS::ApiGateway::Deployment';
    return [id, isDeployment ? { ...resource, DependsOn: Object.keys(responses) } : resource];
  });
  return { ...template, Resources: { ...Object.fromEntries(Resources), ...responses } };
};
