import { operations } from '#schemas/api/operations/index.ts';
import { problem } from '#schemas/api/problem.ts';
import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { at, list, type PackagedTemplate, packagedTemplate, packagingTakes, target } from './template.ts';

const entries = (value: JsonValue | undefined) => Object.entries((value ?? {}) as JsonObject);

/** The function that an integration of the definition names. */
const integrated = (operation: JsonValue | undefined): string | undefined =>
  /functions\/\$\{(\w+)\.Arn\}\/invocations$/.exec(
    String(at(operation, 'x-amazon-apigateway-integration', 'uri', 'Fn::Sub')),
  )?.[1];

describe('in the packaged template, the API', () => {
  let stack: PackagedTemplate;
  const definition = () => at(stack.get('RestApi').properties, 'Body');
  const stage = () => stack.get('ApiStage').properties;
  const methods = () =>
    entries(at(definition(), 'paths')).flatMap(([path, item]) =>
      entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    );

  beforeAll(async () => {
    stack = await packagedTemplate();
  }, packagingTakes);

  it('has a method for each operation', () => {
    const has = methods().map(({ path, method, operation }) => `${method} ${path} ${at(operation, 'operationId')}`);
    expect(has).toEqual(expect.arrayContaining(operations.map(({ method, path, id }) => `${method} ${path} ${id}`)));
  });

  it('asks who calls, but for whether it is up and for its description', () => {
    const scheme = at(definition(), 'components', 'securitySchemes', 'iam');
    expect(at(scheme, 'x-amazon-apigateway-authtype')).toBe('awsSigv4');
    expect(at(definition(), 'security')).toEqual([{ iam: [] }]);
    const open = methods().filter(({ operation }) => at(operation, 'security') !== undefined);
    for (const { operation } of open) expect(at(operation, 'security')).toEqual([]);
    expect(open.map(({ path, method }) => `${method} ${path}`).sort()).toEqual([
      'GET /v1/health',
      'GET /v1/openapi.json',
    ]);
  });

  it('gives every request to a function of the stack that its stage, and nobody else, may invoke', () => {
    const permissions = stack.ofType('AWS::Lambda::Permission').map(({ properties }) => {
      expect(properties).toMatchObject({ Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' });
      expect(at(properties, 'SourceArn', 'Fn::Sub')).toMatch(/:execute-api:.*:\$\{RestApi\}\/local\/\*$/);
      return target(properties.FunctionName);
    });
    for (const { path, operation } of methods()) {
      const id = integrated(operation) ?? `no function at ${path}`;
      expect(stack.get(id).type).toBe('AWS::Lambda::Function');
      expect(permissions).toContain(id);
    }
  });

  it('waits longer for a function than the function runs', () => {
    for (const id of new Set(methods().map(({ operation }) => integrated(operation) ?? '')))
      expect(stack.get(id).properties.Timeout).toBeLessThan(29);
  });

  it('checks that parameters are there and bodies are objects, and leaves it to the function to say what is wrong in them', () => {
    const name = String(at(definition(), 'x-amazon-apigateway-request-validator'));
    expect(at(definition(), 'x-amazon-apigateway-request-validators', name)).toEqual({
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    const withBody = operations.filter(({ request }) => 'body' in request);
    expect(withBody.length).toBeGreaterThan(5);
    for (const { path, method } of withBody) {
      const schema = ['requestBody', 'content', 'application/json', 'schema'] as const;
      expect(at(definition(), 'paths', path, method.toLowerCase(), ...schema)).toEqual({ type: 'object' });
    }
  });

  it('answers by itself in problem details too', () => {
    const responses = entries(at(definition(), 'x-amazon-apigateway-gateway-responses'));
    for (const [type, response] of responses) {
      const template = String(at(response, 'responseTemplates', 'application/json'));
      const filled = template
        .replace('$context.error.messageString', '"what happened"')
        .replace(/\$context[\w.]+/g, 'text');
      const body = problem.parse(JSON.parse(filled));
      expect({ type, status: String(body.status) }).toEqual({ type, status: at(response, 'statusCode') });
      const headers = at(response, 'responseParameters');
      expect(at(headers, 'gatewayresponse.header.Content-Type')).toBe("'application/problem+json'");
      expect(at(headers, 'gatewayresponse.header.X-Correlation-Id')).toBe('context.requestId');
      expect(at(headers, 'gatewayresponse.header.WWW-Authenticate') !== undefined).toBe(body.status === 401);
      expect(at(headers, 'gatewayresponse.header.Retry-After') !== undefined).toBe(body.status === 429);
    }
    expect(responses.map(([type]) => type)).toEqual(
      expect.arrayContaining(['DEFAULT_4XX', 'DEFAULT_5XX', 'BAD_REQUEST_BODY', 'ACCESS_DENIED', 'WAF_FILTERED']),
    );
  });

  it('is throttled, measured and traced as a whole, and writes no execution logs, which would hold requests', () => {
    const settings = list(stage().MethodSettings);
    expect(settings).toHaveLength(1);
    expect(settings[0]).toMatchObject({
      ResourcePath: '/*',
      HttpMethod: '*',
      MetricsEnabled: true,
      LoggingLevel: 'OFF',
      DataTraceEnabled: false,
    });
    expect(at(settings[0], 'ThrottlingRateLimit')).toBeGreaterThan(0);
    expect(at(settings[0], 'ThrottlingBurstLimit')).toBeGreaterThan(0);
    expect(stage().TracingEnabled).toBe(true);
  });

  it('logs who asked what and how it went, without query, header or body', () => {
    expect(at(stage(), 'AccessLogSetting', 'DestinationArn', 'Fn::Sub')).toMatch(/\$\{ApiAccessLog\}$/);
    const fields = entries(JSON.parse(String(at(stage(), 'AccessLogSetting', 'Format'))));
    const variables = fields.map(([, variable]) => String(variable));
    for (const variable of variables) expect(variable).toMatch(/^\$context\.[A-Za-z.]+$/);
    const said = ['requestId', 'identity.userArn', 'identity.sourceIp', 'httpMethod', 'resourcePath', 'status'];
    expect(variables).toEqual(expect.arrayContaining(said.map((name) => `$context.${name}`)));
    for (const variable of variables) expect(variable).not.toMatch(/\.path$|query|header|body|userAgent|accessKey/i);
  });

  it('can write its logs as soon as it is there', () => {
    expect(stack.template.Resources.ApiStage).toMatchObject({
      DependsOn: expect.arrayContaining(['ApiAccount', 'ApiPermission']),
    });
    expect(target(stack.get('ApiAccount').properties.CloudWatchRoleArn)).toBe('ApiLogsRole');
    // Other APIs of the account write by it too.
    for (const id of ['ApiAccount', 'ApiLogsRole'])
      expect(stack.template.Resources[id]).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('stays far below the megabyte that CloudFormation takes', () => {
    expect(JSON.stringify(stack.template, null, 2).length).toBeLessThan(500_000);
  });
});
