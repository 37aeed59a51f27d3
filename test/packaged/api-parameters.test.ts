import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { resolved } from './resolved.ts';
import { at, list } from './template.ts';

const told = { alertEmail: 'ops@example.com' };
const takes = 60_000;

const twoOrigins = { corsOrigins: 'https://a.example,https://b.example', apiAccountRole: 'false' };
const cognitoUserPoolArn = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc';
const withCognito = { apiAuth: 'cognito', cognitoUserPoolArn, apiWaf: 'true' };

/** The stack's resources with these parameters. */
const resources = async (params: Readonly<Record<string, string>> = {}, stage = 'dev'): Promise<JsonObject> =>
  at(await resolved({ ...told, ...params }, stage), 'resources', 'Resources') as JsonObject;
const definitionOf = (all: JsonObject) => at(all, 'RestApi', 'Properties', 'Body');
const deploymentOf = (all: JsonObject) => at(all, 'ApiStage', 'Properties', 'DeploymentId', 'Ref');
const entries = (value: JsonValue | undefined) => Object.entries((value ?? {}) as JsonObject);

describe('what the API is told by --param', () => {
  it(
    'its stage is that of the service, deployed anew when the definition is another',
    async () => {
      const plain = await resources();
      const other = await resources({ corsOrigins: 'https://a.example' });
      for (const all of [plain, other]) {
        expect(at(all, 'ApiStage', 'Properties', 'StageName')).toBe('dev');
        expect(at(all, String(deploymentOf(all)), 'Type')).toBe('AWS::ApiGateway::Deployment');
      }
      expect(deploymentOf(other)).not.toBe(deploymentOf(plain));
    },
    takes,
  );

  it(
    'pages of origins that are named ask without credentials whether they may; no others',
    async () => {
      const preflights = (all: JsonObject) =>
        entries(at(definitionOf(all), 'paths')).flatMap(([, item]) => list(at(item, 'options')));
      expect(preflights(await resources())).toEqual([]);
      const allowed = await resources(twoOrigins);
      expect(preflights(allowed).length).toBeGreaterThan(10);
      for (const operation of preflights(allowed)) expect(at(operation, 'security')).toEqual([]);
    },
    takes,
  );

  it(
    'the gateway’s own answers name the origin if there is but one: they can’t choose',
    async () => {
      const headerOf = (all: JsonObject) =>
        at(definitionOf(all), 'x-amazon-apigateway-gateway-responses', 'THROTTLED', 'responseParameters');
      const name = 'gatewayresponse.header.Access-Control-Allow-Origin';
      expect(at(headerOf(await resources({ corsOrigins: 'https://a.example' })), name)).toBe("'https://a.example'");
      expect(at(headerOf(await resources(twoOrigins)), name)).toBeUndefined();
    },
    takes,
  );

  it.each(['*', "https://a.example'"])(
    '%s is no origin, and refused',
    async (corsOrigins) => {
      await expect(resolved({ ...told, corsOrigins })).rejects.toThrow(
        `corsOrigins holds what is no origin (https://a.example): ${corsOrigins}`,
      );
    },
    takes,
  );

  it(
    'callers may be known by a token of a user pool',
    async () => {
      const cognitoUserPoolArn = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc';
      const definition = definitionOf(await resources({ apiAuth: 'cognito', cognitoUserPoolArn }));
      expect(at(definition, 'security')).toEqual([{ cognito: [] }]);
      expect(at(definition, 'components', 'securitySchemes', 'cognito')).toMatchObject({
        'x-amazon-apigateway-authtype': 'cognito_user_pools',
        'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [cognitoUserPoolArn] },
      });
    },
    takes,
  );

  it.each([
    [{ apiAuth: 'none' }, 'apiAuth is iam or cognito, not "none"'],
    [{ apiAuth: 'cognito' }, 'no user pool is named: --param cognitoUserPoolArn='],
    [{ apiWaf: 'yes' }, 'apiWaf is true or false, not "yes"'],
  ])(
    '%j is refused',
    async (params, message) => {
      await expect(resolved({ ...told, ...params })).rejects.toThrow(message);
    },
    takes,
  );

  it(
    'the setting of the whole account is left alone where it is said to be set',
    async () => {
      const all = await resources(twoOrigins);
      expect(Object.keys(all)).not.toEqual(expect.arrayContaining(['ApiAccount']));
      expect(list(at(all, 'ApiStage', 'DependsOn'))).not.toContain('ApiAccount');
    },
    takes,
  );
});

describe('the firewall', () => {
  const aclOf = (all: JsonObject) => at(all, 'WebAcl', 'Properties');
  const ruleOf = (all: JsonObject, name: string) =>
    list(at(aclOf(all), 'Rules')).find((rule) => at(rule, 'Name') === name);
  let production: JsonObject;
  beforeAll(async () => {
    production = await resources({}, 'prod');
  }, takes);

  it(
    'stands before the stage in production, and elsewhere if asked for',
    async () => {
      const cases = [await resources({}, 'production'), production, await resources(withCognito)];
      for (const all of cases)
        expect(String(at(all, 'WebAclAssociation', 'Properties', 'ResourceArn', 'Fn::Sub'))).toMatch(
          /\/restapis\/\$\{RestApi\}\/stages\/\w+$/,
        );
      expect(aclOf(await resources())).toBeUndefined();
      expect(aclOf(await resources({ apiWaf: 'false' }, 'prod'))).toBeUndefined();
    },
    takes,
  );

  it('has the rules of AWS, each in force', () => {
    expect(at(aclOf(production), 'Scope')).toBe('REGIONAL');
    for (const name of ['reputation', 'bad-inputs', 'common'])
      expect(at(ruleOf(production, name), 'OverrideAction')).toEqual({ None: {} });
  });

  it('counts what looks like an attack in a body, and blocks it where no files are given', () => {
    const common = at(ruleOf(production, 'common'), 'Statement', 'ManagedRuleGroupStatement', 'RuleActionOverrides');
    const counted = list(common).map((override) => String(at(override, 'Name')));
    expect(counted).toContain('SizeRestrictions_BODY');
    for (const name of counted) expect(name).toMatch(/_BODY$/);
    const [labels, not] = list(at(ruleOf(production, 'bodies'), 'Statement', 'AndStatement', 'Statements'));
    expect(list(at(labels, 'OrStatement', 'Statements'))).toHaveLength(counted.length);
    const takesFiles = new RegExp(String(at(not, 'NotStatement', 'Statement', 'RegexMatchStatement', 'RegexString')));
    for (const path of ['/prod/v1/jobs', '/prod/v1/generate-spec', '/prod/v1/mcp']) expect(path).toMatch(takesFiles);
    for (const path of ['/prod/v1/uploads', '/prod/v1/jobs/1/cancel', '/prod/v1/health'])
      expect(path).not.toMatch(takesFiles);
  });

  it.each([
    ['5999999', false],
    ['6000000', true],
    ['52428800', true],
    ['600', false],
  ])('of a body of %s bytes says blocked: %s', (length, isBlocked) => {
    const pattern = at(ruleOf(production, 'size'), 'Statement', 'RegexMatchStatement', 'RegexString');
    expect(new RegExp(String(pattern)).test(length)).toBe(isBlocked);
  });

  it('lets one address ask no more than three principals at their full rate', () => {
    const statement = at(ruleOf(production, 'rate'), 'Statement', 'RateBasedStatement');
    expect(statement).toMatchObject({ AggregateKeyType: 'IP', EvaluationWindowSec: 300 });
    expect(at(statement, 'Limit')).toBeGreaterThanOrEqual(3 * 10 * 300);
  });
});
