import { readdirSync, readFileSync } from 'node:fs';
import type { Finding } from '#schemas/findings.ts';
import { startEngine } from './engine.ts';
import { validateTemplate } from './validate-template.ts';

const engine = startEngine();
// A cold start takes a second, on a machine that does other things a few.
beforeAll(() => engine.version(), 60_000);
afterAll(() => engine.close());

const fixtures = new URL('../../../test/fixtures/templates/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, fixtures), 'utf8');
const validate = (text: string) => validateTemplate(text, { fileName: 'template.yaml', engine });

/** The lines that went and the lines that came. */
const difference = (before: string, after: string): { gone: string[]; came: string[] } => {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  return {
    gone: old.filter((line) => !fresh.includes(line)).map((line) => line.trim()),
    came: fresh.filter((line) => !old.includes(line)).map((line) => line.trim()),
  };
};

const fixedBy = (findings: readonly Finding[]): string[] => findings.flatMap(({ fix }) => (fix ? [fix.by] : []));
const open = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ fix, severity }) => !fix && severity !== 'INFO');

describe('a good template is valid and comes back byte for byte', () => {
  it.each(readdirSync(new URL('good/', fixtures)))('%s', async (name) => {
    const text = read(`good/${name}`);
    const { text: after, report } = await validate(text);
    expect(after).toBe(text);
    expect(report).toMatchObject({ verdict: 'valid', counts: { fatal: 0, error: 0, warn: 0, fixed: 0 } });
  });

  it('tells what the engine took for an error, and why it is none', async () => {
    const { report } = await validate(read('good/ecs-task-without-role.yaml'));
    expect(report.findings).toContainEqual(
      expect.objectContaining({ rule: 'E1156', severity: 'INFO', hint: expect.stringContaining('https://docs.aws') }),
    );
  });
});

describe('what a machine can fix is fixed, and no other line changes', () => {
  const rows: readonly (readonly [
    name: string,
    by: readonly string[],
    gone: readonly string[],
    came: readonly string[],
  ])[] = [
    [
      'misspelled-property.yaml',
      ['unknown-property'],
      ['VisibilityTimout: 60 # seconds'],
      ['VisibilityTimeout: 60 # seconds'],
    ],
    [
      'wrong-case-property.yaml',
      ['unknown-property'],
      ['groupDescription: web', '- { ipProtocol: tcp, fromPort: 443, toPort: 443, cidrIp: 10.0.0.0/8 } # inside'],
      ['GroupDescription: web', '- { IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 } # inside'],
    ],
    [
      'text-for-number-and-boolean.yaml',
      ['type-coercion'],
      ['VisibilityTimeout: "60"   # keep me', "SqsManagedSseEnabled: 'True'"],
      ['VisibilityTimeout: 60   # keep me', 'SqsManagedSseEnabled: true'],
    ],
    [
      'number-for-text.yaml',
      ['type-coercion'],
      ['Value: 1.10 # a version: its zero must not be lost'],
      ["Value: '1.10' # a version: its zero must not be lost"],
    ],
    [
      'list-for-single-value.yaml',
      ['type-coercion'],
      ['QueueName:', '- orders # the one', 'TopicName: [news]'],
      ['QueueName: orders # the one', 'TopicName: news'],
    ],
    [
      'read-only-property.yaml',
      ['read-only-property'],
      [
        'Arn: arn:aws:sqs:eu-west-1:123456789012:orders # set by the service',
        "Properties: { TopicArn: 'arn:aws:sns:eu-west-1:123456789012:news', TopicName: news }",
      ],
      ['Properties: { TopicName: news }'],
    ],
    [
      'enum-in-wrong-case.yaml',
      ['enum-case'],
      [
        'DeletionPolicy: retain',
        'BillingMode: pay_per_request',
        'AttributeDefinitions: [{ AttributeName: id, AttributeType: "s" }]',
      ],
      [
        'DeletionPolicy: Retain',
        'BillingMode: PAY_PER_REQUEST',
        'AttributeDefinitions: [{ AttributeName: id, AttributeType: "S" }]',
      ],
    ],
    ['policy-without-version.yaml', ['missing-policy-version'], [], ["Version: '2012-10-17'"]],
    [
      'policy-version-as-date.yaml',
      ['policy-version-date'],
      ['Version: 2012-10-17T00:00:00.000Z'],
      ["Version: '2012-10-17'"],
    ],
    ['redundant-depends-on.yaml', ['redundant-depends-on'], ['DependsOn: [Vpc, Gateway]', '- Vpc # implied'], []],
    [
      'wrong-case-type-and-attribute.yaml',
      ['type-name', 'resource-attribute'],
      ['Type: AWS::s3::bucket', 'dependsOn: Bucket'],
      ['Type: AWS::S3::Bucket', 'DependsOn: Bucket'],
    ],
    [
      'json-with-several-faults.json',
      ['unknown-property', 'read-only-property', 'redundant-depends-on', 'type-coercion', 'missing-policy-version'],
      [
        '"Bucket",',
        '"Vpc"',
        '"CidrBlok": "10.0.1.0/24",',
        '"MapPublicIpOnLaunch": "false",',
        '"SubnetId": "subnet-0123456789abcdef0"',
      ],
      ['"Bucket"', '"CidrBlock": "10.0.1.0/24",', '"MapPublicIpOnLaunch": false', '"Version": "2012-10-17",'],
    ],
  ];

  it.each(rows)('%s', async (name, by, gone, came) => {
    const before = read(`bad/${name}`);
    const { text, report } = await validate(before);
    expect(difference(before, text)).toEqual({ gone, came });
    expect(new Set(fixedBy(report.findings))).toEqual(new Set(by));
    expect(open(report.findings)).toEqual([]);
    expect(report.verdict).toBe('valid');
    expect((await validate(text)).text).toBe(text);
  });

  it('moves the lines of a mapping that becomes a list of one, comments and all', async () => {
    const { text, report } = await validate(read('bad/single-value-for-list.yaml'));
    expect(report.verdict).toBe('valid');
    expect(text).toContain(
      [
        '      ManagedPolicyArns: [arn:aws:iam::aws:policy/ReadOnlyAccess]',
        '      Policies:',
        '        # Read one secret.',
        '        - PolicyName: secret',
        '          PolicyDocument:',
        "            Version: '2012-10-17'",
        '            Statement:',
        '              - Effect: Allow',
        '                Action: secretsmanager:GetSecretValue',
        "                Resource: '*' # any",
        '',
      ].join('\n'),
    );
  });

  it('says of each fix what it was for and what was done, as JSON Patch', async () => {
    const { report } = await validate(read('bad/misspelled-property.yaml'));
    expect(report.counts.fixed).toBe(1);
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        rule: 'F3002',
        line: 6,
        column: 7,
        logicalId: 'Orders',
        resourceType: 'AWS::SQS::Queue',
        property: 'Properties/VisibilityTimout',
        fix: {
          by: 'unknown-property',
          description: 'VisibilityTimout renamed to VisibilityTimeout',
          patch: [
            {
              op: 'move',
              from: '/Resources/Orders/Properties/VisibilityTimout',
              path: '/Resources/Orders/Properties/VisibilityTimeout',
            },
          ],
        },
      }),
    );
  });

  it('fixes nothing if it is not asked to', async () => {
    const before = read('bad/misspelled-property.yaml');
    const { text, report } = await validateTemplate(before, { fileName: 'x.yaml', engine, fix: false });
    expect(text).toBe(before);
    expect(report).toMatchObject({ verdict: 'invalid', counts: { fatal: 1, fixed: 0 } });
  });
});

describe('what is not certain is left alone and stays open', () => {
  it.each([
    ['unknown-property-without-a-neighbour.yaml', 'F3002'],
    ['misspelled-property-whose-right-name-is-taken.yaml', 'F3002'],
    ['text-that-is-no-number.yaml', 'F3012'],
    ['condition-for-list.yaml', 'F3012'],
    ['enum-with-no-such-value.yaml', 'W3030'],
    ['yaml-alias.yaml', 'F3002'],
  ])('%s', async (name, rule) => {
    const before = read(`bad/${name}`);
    const { text, report } = await validate(before);
    expect(text).toBe(before);
    expect(report.counts.fixed).toBe(0);
    expect(open(report.findings).map((finding) => finding.rule)).toContain(rule);
  });

  it('rolls a fix back that would lead to another error, and says so', async () => {
    const before = read('bad/property-renamed-would-be-wrong-inside.yaml');
    const { text, report } = await validate(before);
    expect(text).toBe(before);
    expect(open(report.findings)).toEqual([
      expect.objectContaining({
        rule: 'F3002',
        tried: [{ by: 'unknown-property', why: expect.stringContaining('F3012') }],
      }),
    ]);
  });

  it('keeps the good fixes of a batch that holds a bad one', async () => {
    const before = read('bad/property-renamed-would-be-wrong-inside.yaml').replace(
      'DelaySecond: soon',
      'DelaySecond: soon\n      VisibilityTimeout: "60"\n      sqsManagedSseEnabled: true',
    );
    const { text } = await validate(before);
    expect(difference(before, text).came).toEqual(['VisibilityTimeout: 60', 'SqsManagedSseEnabled: true']);
  });
});
