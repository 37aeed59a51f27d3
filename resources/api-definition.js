/**
 * The definition that API Gateway imports: the operations of openapi.json with what only a gateway wants to know — who may
 * call, which function answers, what is checked before. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */

import { gatewayResponses } from './gateway-responses.js';
import { doorNames } from './names.js';
import openapi from './openapi.json' with { type: 'json' };

const schemes = {
  iam: () => ({ 'x-amazon-apigateway-authtype': 'awsSigv4' }),
  cognito: (userPoolArn) => ({
    'x-amazon-apigateway-authtype': 'cognito_user_pools',
    'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [userPoolArn] },
  }),
};

/** Its logical id begins with this. */
const pascal = (name) => name.charAt(0).toUpperCase() + name.slice(1);

const answeredBy = (door) => ({
  'x-amazon-apigateway-integration': {
    type: 'aws_proxy',
    httpMethod: 'POST', // how a function is invoked, whatever was asked
    uri: {
      'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${pascal(door)}LambdaFunction.Arn}/invocations`,
    },
  },
});

const anything = { 200: { description: 'See schemas/json/openapi.json' } };

/** Model Context Protocol is one path with messages of its own; the function refuses what is no POST as the protocol asks. */
const protocols = {
  mcp: {
    '/v1/mcp': Object.fromEntries(
      ['post', 'get', 'delete'].map((method) => [method, { responses: anything, ...answeredBy('mcp') }]),
    ),
  },
};

/** What no other path or method is: the function says 404 or 405 to whoever has signed, the gateway 401 to whoever has not. */
const rest = {
  '/{proxy+}': {
    'x-amazon-apigateway-any-method': {
      parameters: [{ name: 'proxy', in: 'path', required: true, schema: { type: 'string' } }],
      responses: anything,
      ...answeredBy('api'),
    },
  },
};

/** A page asks first, without credentials, whether it may. The function knows the origins. */
const preflight = (origins) =>
  origins.length === 0 ? {} : { options: { responses: anything, security: [], ...answeredBy('api') } };

const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

/** OpenAPI 3.0.1 with intrinsic functions in it. */
export const apiDefinition = ({ auth, userPoolArn, origins }) => {
  const operations = mapValues(openapi.paths, (methods) =>
    mapValues(methods, (operation) => ({ ...operation, ...answeredBy('api') })),
  );
  const paths = { ...operations, ...(doorNames.includes('mcp') && protocols.mcp) };
  return {
    openapi: openapi.openapi,
    info: openapi.info,
    security: [{ [auth]: [] }],
    paths: { ...mapValues(paths, (methods) => ({ ...methods, ...preflight(origins) })), ...rest },
    components: {
      securitySchemes: {
        [auth]: { type: 'apiKey', name: 'Authorization', in: 'header', ...schemes[auth](userPoolArn) },
      },
    },
    'x-amazon-apigateway-request-validators': {
      everything: { validateRequestBody: true, validateRequestParameters: true },
    },
    'x-amazon-apigateway-request-validator': 'everything',
    'x-amazon-apigateway-binary-media-types': ['multipart/form-data', 'application/zip'],
    'x-amazon-apigateway-gateway-responses': gatewayResponses(auth, origins),
  };
};
