import { mapOne } from './map-one.ts';

const api = { restApiId: 'a1' };

describe('a REST API, whose answers have maps where CloudFormation has lists', () => {
  it("a resource's methods are resources of their own", () => {
    const POST = {
      httpMethod: 'POST',
      authorizationType: 'NONE',
      methodResponses: { 200: { statusCode: '200' } },
      methodIntegration: {
        type: 'MOCK',
        httpMethod: 'POST',
        cacheNamespace: 'r1',
        integrationResponses: { 200: { statusCode: '200' } },
      },
    };
    const { types, properties, lost } = mapOne(
      'AWS::ApiGateway::Resource',
      { ...api, id: 'r1', parentId: 'r0', pathPart: 'x', path: '/x', resourceMethods: { POST } },
      { identifiers: ['a1/r1'] },
    );
    expect(types).toEqual(['ApiGateway::Resource', 'ApiGateway::Method']);
    expect(properties).toEqual([
      { RestApiId: 'a1', ParentId: 'r0', PathPart: 'x' },
      {
        HttpMethod: 'POST',
        RestApiId: 'a1',
        ResourceId: 'r1',
        AuthorizationType: 'NONE',
        MethodResponses: [{ StatusCode: '200' }],
        Integration: { Type: 'MOCK', IntegrationHttpMethod: 'POST', IntegrationResponses: [{ StatusCode: '200' }] },
      },
    ]);
    expect(lost).toEqual([]);
  });

  it('the root comes with the API', () => {
    const { types, lost } = mapOne('AWS::ApiGateway::Resource', { ...api, id: 'r0', path: '/' });
    expect([types, lost]).toEqual([[], []]);
  });

  it('a method that is named and not shown asks for --embed methods', () => {
    const { dropped } = mapOne('AWS::ApiGateway::Resource', {
      ...api,
      id: 'r1',
      path: '/x',
      pathPart: 'x',
      resourceMethods: { GET: {} },
    });
    expect(dropped).toContain('/resourceMethods/GET not-deployable');
  });

  it('a method says which resource of which API it is of', () => {
    const { properties } = mapOne('AWS::ApiGateway::Method', {
      resourceId: 'a1/r1',
      httpMethod: 'GET',
      authorizationType: 'NONE',
    });
    expect(properties).toEqual([{ HttpMethod: 'GET', AuthorizationType: 'NONE', ResourceId: 'r1', RestApiId: 'a1' }]);
  });

  it("a stage's settings say their path and method in their name", () => {
    const { properties, lost } = mapOne('AWS::ApiGateway::Stage', {
      ...api,
      stageName: 'prod',
      methodSettings: { '~1x~1y/GET': { metricsEnabled: true }, '*/*': { throttlingBurstLimit: 5 } },
    });
    expect(properties).toEqual([
      {
        RestApiId: 'a1',
        StageName: 'prod',
        MethodSettings: [
          { ResourcePath: '/x/y', HttpMethod: 'GET', MetricsEnabled: true },
          { ResourcePath: '/*', HttpMethod: '*', ThrottlingBurstLimit: 5 },
        ],
      },
    ]);
    expect(lost).toEqual([]);
  });

  it('a key says of which stages it is', () => {
    const { properties } = mapOne('AWS::ApiGateway::ApiKey', {
      id: 'k',
      name: 'n',
      enabled: true,
      stageKeys: ['a1/prod'],
    });
    expect(properties).toEqual([{ Name: 'n', Enabled: true, StageKeys: [{ RestApiId: 'a1', StageName: 'prod' }] }]);
  });
});
