import type { JsonObject } from '#schemas/json.ts';
import { firstFix as fix } from '../fixture/first-fix.ts';

type Said = Parameters<typeof fix>[1];

const instance = (properties: JsonObject): JsonObject => ({ Type: 'AWS::EC2::Instance', Properties: properties });

describe('a placeholder for what lives outside the template', () => {
  const at = (ImageId: string, more: JsonObject = {}) =>
    fix(
      { Resources: { Web: instance({ ImageId }) }, ...more },
      {
        rule: 'E1152',
        message: `'${ImageId}' does not match format 'AWS::EC2::Image.Id'`,
        pointer: '/Resources/Web/Properties/ImageId',
      },
    );

  it("is asked for by a parameter of CloudFormation's own type, and told", () => {
    const found = at('ami-123456');
    expect(found?.patch).toMatchObject([
      { op: 'add', path: '/Parameters', value: { WebImageId: { Type: 'AWS::EC2::Image::Id' } } },
      { op: 'replace', path: '/Resources/Web/Properties/ImageId', value: { Ref: 'WebImageId' } },
    ]);
    expect(found?.description).toContain("'ami-123456'");
  });

  it('takes no name that is taken', () =>
    expect(at('ami-123456', { Parameters: { WebImageId: { Type: 'String' } } })?.patch).toMatchObject([
      { op: 'add', path: '/Parameters/WebImageId2' },
      { value: { Ref: 'WebImageId2' } },
    ]));

  it.each([{ Transform: 'MyMacro' }, { Transform: ['AWS::Serverless-2016-10-31', 'Mine'] }])(
    'is left to a macro that may read it: %j',
    (more) => expect(at('ami-123456', more)).toBeUndefined(),
  );
});

describe('a name that nothing in the template has', () => {
  const template = (properties: JsonObject): JsonObject => ({ Resources: { Web: instance(properties) } });
  const missing = (name: string, pointer: string): Said => ({
    rule: 'F1020',
    message: `'${name}' is not one of ['AWS::Region', 'Web']`,
    pointer,
  });

  it.each<[string, JsonObject, string]>([
    ['SubnetId', { SubnetId: { Ref: 'Home' } }, 'AWS::EC2::Subnet::Id'],
    ['SecurityGroupIds', { SecurityGroupIds: { Ref: 'Home' } }, 'List<AWS::EC2::SecurityGroup::Id>'],
    ['CpuOptions', { CpuOptions: { CoreCount: { Ref: 'Home' } } }, 'Number'],
    ['UserData', { UserData: { 'Fn::Base64': { Ref: 'Home' } } }, 'String'],
  ])('is declared as a parameter that fits %s', (_, properties, type) =>
    expect(fix(template(properties), missing('Home', '/Resources/Web/Properties'))?.patch).toEqual([
      { op: 'add', path: '/Parameters', value: { Home: { Type: type } } },
    ]),
  );

  it('is not if it may be a misspelled one', () =>
    expect(
      fix(
        { Resources: { Subnets: instance({}), Subnett: instance({}), Web: instance({ SubnetId: { Ref: 'Subnet' } }) } },
        missing('Subnet', '/Resources/Web/Properties/SubnetId'),
      ),
    ).toBeUndefined());

  it('is not made up where an attribute of it is wanted: its value is asked for', () =>
    expect(
      fix(template({ SubnetId: { 'Fn::GetAtt': ['Network', 'SubnetId'] } }), {
        rule: 'F1020',
        message: "Fn::GetAtt references non-existent resource 'Network'",
        pointer: '/Resources/Web',
      })?.patch,
    ).toMatchObject([
      { op: 'add', path: '/Parameters' },
      { op: 'replace', path: '/Resources/Web/Properties/SubnetId', value: { Ref: 'NetworkSubnetId' } },
    ]));
});

describe('a condition that nobody defined', () =>
  it('is what the deployer says', () =>
    expect(
      fix(
        { Resources: { A: { Type: 'AWS::SQS::Queue', Condition: 'IsLive' } } },
        { rule: 'E8002', message: "Condition 'IsLive' …", pointer: '/Resources/A' },
      )?.patch,
    ).toEqual([
      expect.objectContaining({ path: '/Parameters' }),
      { op: 'add', path: '/Conditions', value: { IsLive: { 'Fn::Equals': [{ Ref: 'IsLive' }, 'true'] } } },
    ])));

describe('a required property', () => {
  const missing = (property: string, template: JsonObject) =>
    fix(template, {
      rule: 'F3003',
      message: `'${property}' is a required property`,
      pointer: '/Resources/A/Properties',
    });
  const lambda = { Resources: { A: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'a.b' } } } };

  it('that points at what exists already is asked for', () =>
    expect(missing('Role', lambda)?.patch).toMatchObject([
      { op: 'add', path: '/Parameters' },
      { op: 'add', path: '/Resources/A/Properties/Role', value: { Ref: 'ARole' } },
    ]));
  it("that is called as another service's is asked for as text", () =>
    expect(
      JSON.stringify(
        missing('ImageId', {
          Resources: { A: { Type: 'AWS::Cloud9::EnvironmentEC2', Properties: { InstanceType: 't3.micro' } } },
        }),
      ),
    ).toContain('"Type":"String"'));
  it('that nobody else knows is not made up', () => expect(missing('Code', lambda)).toBeUndefined());
});

describe('a retired runtime of code that cannot be seen', () =>
  it('is asked for: what it runs on only the one who has the code can say', () =>
    expect(
      fix(
        { Resources: { A: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs4.3' } } } },
        {
          rule: 'E2533',
          message: "Runtime 'nodejs4.3' was deprecated on '2020-03-05'. Please consider updating to 'nodejs24.x'",
          pointer: '/Resources/A/Properties/Runtime',
        },
      )?.patch,
    ).toMatchObject([
      { path: '/Parameters' },
      { path: '/Resources/A/Properties/Runtime', value: { Ref: 'ARuntime' } },
    ])));

describe('a text that its property cannot hold, and nothing says the right one of', () => {
  const record = (value: string, more: JsonObject = {}): JsonObject => ({
    Resources: { Home: { Type: 'AWS::Route53::RecordSet', Properties: { ResourceRecords: ['::1', value] } } },
    ...more,
  });
  const at = (value: string, more: Partial<Said> = {}, template = record(value)) =>
    fix(template, {
      rule: 'E3023',
      message: `'${value}' is not a valid IPv6 address for record type 'AAAA'`,
      pointer: '/Resources/Home/Properties/ResourceRecords/1',
      ...more,
    });

  it('is asked for, by a parameter that tells what stood there', () => {
    expect(at('127.0.0.1')?.patch).toEqual([
      {
        op: 'add',
        path: '/Parameters',
        value: {
          HomeResourceRecords2: {
            Type: 'String',
            Description: "ResourceRecords2 of Home; '127.0.0.1' stood there, which it cannot be",
          },
        },
      },
      { op: 'replace', path: '/Resources/Home/Properties/ResourceRecords/1', value: { Ref: 'HomeResourceRecords2' } },
    ]);
  });

  it('has the limits that CloudFormation can check', () => {
    const tooLong = at('x', { rule: 'F3033', message: 'length 130 exceeds maximum 100' });
    expect(JSON.stringify(tooLong?.patch)).toContain('"MaxLength":100');
    expect(JSON.stringify(at('x', { rule: 'E3025', allowed: ['a', 'b'] })?.patch)).toContain(
      '"AllowedValues":["a","b"]',
    );
  });

  it.each([
    ['a text with references in it', '${Address}'],
    ['a secret', `AKIA${'A1B2C3D4E5F6G7H8'}`],
  ])('is not, if it is %s', (_, value) => expect(at(value)).toBeUndefined());

  it('is not, where a macro may read it, or in a policy', () => {
    expect(at('x', {}, record('x', { Transform: 'MyMacro' }))).toBeUndefined();
    const policy = {
      Resources: { P: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: [{ Sid: 'x' }] } } } },
    };
    const pointer = '/Resources/P/Properties/PolicyDocument/Statement/0/Sid';
    expect(at('x', { rule: 'F3031', pointer }, policy)).toBeUndefined();
  });
});

describe('what AWS SAM cannot transform without', () => {
  const said = (message: string, more: JsonObject = {}): Parameters<typeof fix> => [
    {
      Transform: 'AWS::Serverless-2016-10-31',
      Resources: { Api: { Type: 'AWS::Serverless::Function', Properties: { CodeUri: 's3://a/b' } } },
      ...more,
    },
    { rule: 'E0001', message, pointer: '/Resources/Api/Properties' },
  ];
  const both = 'Runtime and Handler needs to be present when PackageType is of type `Zip`';

  it('is asked for, each by a parameter of its own', () => {
    const references = [
      { op: 'add', path: '/Resources/Api/Properties/Runtime', value: { Ref: 'ApiRuntime' } },
      { op: 'add', path: '/Resources/Api/Properties/Handler', value: { Ref: 'ApiHandler' } },
    ];
    const begun = { op: 'add', path: '/Parameters', value: expect.objectContaining({ ApiRuntime: expect.anything() }) };
    expect(fix(...said(both))?.patch).toEqual([begun, ...references]);
    const beside = fix(...said(both, { Parameters: { Stage: { Type: 'String' } } }));
    expect(beside?.patch).toEqual(expect.arrayContaining(references));
    expect(beside?.patch.map(({ path }) => path)).toContain('/Parameters/ApiHandler');
  });

  it('is not, if it is there: then the fault is another', () =>
    expect(fix(...said("Missing required property 'CodeUri'."))).toBeUndefined());
});
