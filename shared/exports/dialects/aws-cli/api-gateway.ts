import type { Row } from './row.ts';

const restApi = { type: 'AWS::ApiGateway::RestApi', property: 'restApiId' } as const;
const resource = { type: 'AWS::ApiGateway::Resource', property: 'resourceId' } as const;

/** One thing printed alone, and in the list that API Gateway calls `items` (`item`, for stages). */
const both = (get: string, list: string, row: Omit<Row, 'command' | 'at'>, at = 'items[]'): readonly Row[] => [
  { command: `apigateway ${list}`, at, ...row },
  { command: `apigateway ${get}`, at: '', ...row },
];

const has =
  (...keys: readonly string[]) =>
  (item: object) =>
    keys.some((key) => Object.hasOwn(item, key));

/** Where so little is said that a key more would make it something else. */
const hasOnly =
  (...keys: readonly string[]) =>
  (item: object) =>
    Object.keys(item).every((key) => keys.includes(key));

/** REST APIs and what is in them. Nothing in an API says which API it is in: the file's name has to. */
export const apiGateway: readonly Row[] = [
  ...both('get-rest-api', 'get-rest-apis', {
    type: restApi.type,
    ids: ['id'],
    has: ['id', 'apiKeySource', 'endpointConfiguration'],
  }),
  ...both('get-resource', 'get-resources', {
    type: resource.type,
    ids: ['id'],
    has: ['id', 'path'],
    when: (item) => item.path === '/' || 'pathPart' in item || 'resourceMethods' in item,
    parent: restApi,
  }),
  {
    command: 'apigateway get-method',
    at: '',
    type: 'AWS::ApiGateway::Method',
    ids: ['httpMethod'],
    has: ['httpMethod', 'authorizationType', 'apiKeyRequired'],
    parent: resource,
  },
  ...both(
    'get-stage',
    'get-stages',
    {
      type: 'AWS::ApiGateway::Stage',
      ids: ['stageName'],
      has: ['stageName', 'deploymentId', 'methodSettings'],
      parent: restApi,
    },
    'item[]',
  ),
  ...both('get-authorizer', 'get-authorizers', {
    type: 'AWS::ApiGateway::Authorizer',
    ids: ['id'],
    has: ['id', 'name', 'type', 'identitySource'],
    parent: restApi,
  }),
  ...both('get-model', 'get-models', {
    type: 'AWS::ApiGateway::Model',
    ids: ['name'],
    has: ['id', 'name', 'contentType', 'schema'],
    parent: restApi,
  }),
  ...both('get-request-validator', 'get-request-validators', {
    type: 'AWS::ApiGateway::RequestValidator',
    ids: ['id'],
    has: ['id', 'validateRequestBody', 'validateRequestParameters'],
    parent: restApi,
  }),
  ...both('get-gateway-response', 'get-gateway-responses', {
    type: 'AWS::ApiGateway::GatewayResponse',
    ids: ['responseType'],
    has: ['responseType', 'responseTemplates', 'defaultResponse'],
    skip: ({ defaultResponse }) => (defaultResponse === true ? 'API Gateway answers so by itself' : undefined),
    parent: restApi,
  }),
  ...both('get-api-key', 'get-api-keys', {
    type: 'AWS::ApiGateway::ApiKey',
    ids: ['id'],
    has: ['id', 'enabled', 'stageKeys'],
  }),
  ...both('get-usage-plan', 'get-usage-plans', {
    type: 'AWS::ApiGateway::UsagePlan',
    ids: ['id'],
    has: ['id', 'name', 'apiStages'],
  }),
  ...both('get-client-certificate', 'get-client-certificates', {
    type: 'AWS::ApiGateway::ClientCertificate',
    ids: ['clientCertificateId'],
    has: ['clientCertificateId', 'pemEncodedCertificate'],
  }),
  ...both('get-base-path-mapping', 'get-base-path-mappings', {
    type: 'AWS::ApiGateway::BasePathMapping',
    ids: ['basePath'],
    has: ['basePath', 'restApiId'],
    parent: { type: 'AWS::ApiGateway::DomainName', property: 'domainName' },
  }),
  ...both('get-domain-name', 'get-domain-names', {
    type: 'AWS::ApiGateway::DomainName',
    ids: ['domainName', 'regionalDomainName', 'distributionDomainName'],
    has: ['domainName'],
    when: has('distributionDomainName', 'regionalDomainName', 'endpointConfiguration'),
  }),
  ...both('get-vpc-link', 'get-vpc-links', {
    type: 'AWS::ApiGateway::VpcLink',
    ids: ['id'],
    has: ['id', 'targetArns'],
  }),
  {
    command: 'apigateway get-account',
    at: '',
    type: 'AWS::ApiGateway::Account',
    ids: ['cloudwatchRoleArn'],
    has: ['cloudwatchRoleArn', 'throttleSettings'],
  },
  // Last, for these have so little of their own.
  ...both('get-deployment', 'get-deployments', {
    type: 'AWS::ApiGateway::Deployment',
    ids: ['id'],
    has: ['id', 'createdDate'],
    when: hasOnly('id', 'createdDate', 'description', 'apiSummary'),
    parent: restApi,
  }),
  ...both('get-rest-api', 'get-rest-apis', {
    type: restApi.type,
    ids: ['id'],
    has: ['id', 'name', 'createdDate'],
    when: hasOnly('id', 'name', 'createdDate', 'description', 'version', 'tags', 'rootResourceId'),
  }),
];
