import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { canonical } from '../assembly/canonical.ts';
import { eachReference } from '../assembly/references.ts';
import { account, exported, madeStacks, part, role, vpc, written } from '../assembly/samples.ts';
import type { MappedResource } from '../mapped.ts';
import type { Stack } from './stack.ts';

const there = (region: string, number = account) => [part(`${region}.json`, { region, account: number })];

const queueIn = (region: string, name: string, number = account) =>
  exported(
    'AWS::SQS::Queue',
    { QueueName: name },
    { name, parts: there(region, number), returns: { Arn: `arn:aws:sqs:${region}:${number}:${name}` } },
  );

const functionIn = (region: string, name: string, properties: JsonObject) =>
  exported(
    'AWS::Lambda::Function',
    { FunctionName: name, Code: {}, Role: role.returns.Arn, ...properties },
    { name, ref: name, parts: there(region), returns: { Arn: `arn:aws:lambda:${region}:${account}:function:${name}` } },
  );

const idsOf = ({ template }: Stack) => Object.keys(template.Resources);
const textOf = ({ template }: Stack) => JSON.stringify(template.Resources);

const sections = (stack: Stack): JsonObject => JSON.parse(JSON.stringify(stack.template));

const members = (stack: Stack, section: string): JsonObject => {
  const found = sections(stack)[section];
  return isObject(found) ? found : {};
};

const importsIn = (value: JsonValue | undefined): string[] => {
  if (Array.isArray(value)) return value.flatMap(importsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'Fn::ImportValue' ? [canonical(item)] : importsIn(item),
  );
};

const exportsOf = (stack: Stack): string[] =>
  Object.values(members(stack, 'Outputs')).flatMap((output) =>
    isObject(output) && isObject(output.Export) ? [canonical(output.Export.Name)] : [],
  );

/** What must be true of any stacks that were made together. */
const expectDeployable = (stacks: readonly Stack[]) => {
  const exportedBefore = new Set<string>();
  const deployed = new Set<string>();
  for (const stack of stacks) {
    const known = new Set([...idsOf(stack), ...Object.keys(members(stack, 'Parameters'))]);
    const outputs = members(stack, 'Outputs');
    eachReference({ a: members(stack, 'Resources'), b: outputs }, ({ id }) => {
      if (!id.startsWith('AWS::')) expect(known).toContain(id);
    });
    for (const { DependsOn = [] } of Object.values(stack.template.Resources)) {
      for (const id of [DependsOn].flat()) expect(known).toContain(id);
    }
    for (const name of importsIn(members(stack, 'Resources'))) expect(exportedBefore).toContain(name);
    for (const name of stack.after) expect(deployed).toContain(name);
    for (const name of exportsOf(stack).filter((each) => each.includes('ExportPrefix'))) {
      expect(exportedBefore).not.toContain(name);
      exportedBefore.add(name);
    }
    deployed.add(stack.name);
    expect(idsOf(stack).length).toBeLessThanOrEqual(500);
    expect(Object.keys(members(stack, 'Parameters')).length).toBeLessThanOrEqual(200);
    expect(Object.keys(outputs).length).toBeLessThanOrEqual(200);
  }
};

describe('a drop of several accounts or Regions', () => {
  const drop = [
    vpc,
    role,
    queueIn('eu-west-1', 'orders'),
    queueIn('us-east-1', 'orders'),
    functionIn('us-east-1', 'far', { DeadLetterConfig: { TargetArn: `arn:aws:sqs:us-east-1:${account}:orders` } }),
    queueIn('eu-west-1', 'elsewhere', '444455556666'),
  ];

  it('is a stack for each, called after what tells them apart, the one with the most first', () => {
    const { stacks } = madeStacks(drop);
    expect(stacks.map(({ file }) => file)).toEqual([
      'shop-111122223333-eu-west-1.template.yaml',
      'shop-111122223333-us-east-1.template.yaml',
      'shop-444455556666-eu-west-1.template.yaml',
    ]);
    expect(stacks.map((stack) => idsOf(stack))).toEqual([
      ['ShopVpc', 'ApiRole', 'OrdersQueue'],
      ['OrdersQueue', 'FarFunction'],
      ['ElsewhereQueue'],
    ]);
    expectDeployable(stacks);
  });

  it('refers within each, and keeps values from one to another, which is said', () => {
    const { stacks, findings } = madeStacks(drop);
    const [, far] = stacks;
    expect(far && textOf(far)).toContain('{"TargetArn":{"Fn::GetAtt":["OrdersQueue","Arn"]}}');
    expect(far && textOf(far)).toContain(':role/api"');
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'reference-across-places',
        severity: 'WARN',
        message: expect.stringContaining('FarFunction -> ApiRole'),
      }),
    );
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'several-places', severity: 'INFO' }));
  });

  it('has what does not say where it is with most of the rest, and global resources with most of their account', () => {
    const nowhere = exported('AWS::SNS::Topic', { TopicName: 'lost' }, { name: 'lost', parts: [part('lost.json')] });
    const { account: _, region: __, ...unknown } = part('lost.json');
    const { stacks } = madeStacks([...drop, { ...nowhere, parts: [unknown] }]);
    expect(stacks.map((stack) => idsOf(stack).includes('LostTopic'))).toEqual([true, false, false]);
  });

  it('has what names no Region beside what it names, and what names it', () => {
    const { account: _, region: __, ...unknown } = part('x.json');
    const far = 'vpc-0ffffffffffffff11';
    const network = exported(
      'AWS::EC2::VPC',
      { CidrBlock: '10.1.0.0/16' },
      { name: 'far', ref: far, parts: [unknown] },
    );
    const routes = exported('AWS::EC2::RouteTable', { VpcId: far }, { name: 'far', parts: [unknown] });
    const subnet = exported('AWS::EC2::Subnet', { VpcId: far }, { name: 'far', parts: there('us-east-1') });
    const { stacks } = madeStacks([...drop, routes, network, subnet]);
    const second = stacks.find(({ region }) => region === 'us-east-1');
    expect(second && idsOf(second)).toEqual(expect.arrayContaining(['FarVpc', 'FarSubnet', 'FarRouteTable']));
    expect(second && textOf(second)).toContain('{"VpcId":{"Ref":"FarVpc"}}');
  });

  it('replaces references that a template has to what lives elsewhere by the values they had', () => {
    const near = written(
      't.yaml',
      'Near',
      'AWS::SQS::Queue',
      { QueueName: { 'Fn::Sub': '${Far.Name}-x' } },
      { DependsOn: 'Far' },
    );
    const here = { ...near, parts: [...near.parts, ...there('eu-west-1')] };
    const there_ = written('t.yaml', 'Far', 'AWS::SNS::Topic', { DisplayName: { Ref: 'Stage' } });
    const far = { ...there_, returns: { Name: 'alerts' }, parts: [...there_.parts, ...there('us-east-1')] };
    const template = {
      source: { file: 't.yaml', pointer: '' },
      sections: {
        Parameters: { Stage: { Type: 'String', Default: 'x' } },
        Outputs: { Name: { Value: { Ref: 'Far' } }, Static: { Value: 'v' } },
      },
    };
    const { stacks } = madeStacks([here, vpc, far], [template]);
    const [first, second] = stacks;
    if (!first || !second) throw new Error('There are not two');
    expect(first.template.Resources.Near).toMatchObject({ Properties: { QueueName: { 'Fn::Sub': 'alerts-x' } } });
    expect(first.template.Resources.Near?.DependsOn).toBeUndefined();
    expect(Object.keys(members(first, 'Parameters'))).toEqual([]);
    expect(members(first, 'Outputs')).toHaveProperty('Static');
    expect(Object.keys(members(second, 'Parameters'))).toEqual(['Stage']);
    expect(Object.keys(members(second, 'Outputs'))).toContain('Name');
    expectDeployable(stacks);
  });

  it('tells of each property in which template it is', () => {
    const trace = (at: string) => ({ outcome: 'carried', source: { file: 'a', pointer: at }, to: at }) as const;
    const { fidelity } = madeStacks(drop.map((each) => ({ ...each, traces: [trace('/X')] })));
    expect(new Set(fidelity.entries.map((each) => (each.outcome === 'carried' ? each.template : '')))).toEqual(
      new Set(madeStacks(drop).stacks.map(({ file }) => file)),
    );
  });
});

/** Services as people have them: each with a queue, a role, a function, a permission and an alarm, in one network. */
const services = (count: number): MappedResource[] => [
  vpc,
  ...Array.from({ length: count }, (_, at): MappedResource[] => {
    const name = `s${String(at).padStart(4, '0')}`;
    const roleArn = `arn:aws:iam::${account}:role/${name}`;
    const queue = queueIn('eu-west-1', name);
    const handler = functionIn('eu-west-1', name, {
      Role: roleArn,
      Code: { S3Bucket: { 'Dropforge::Parameter': { name: 'CodeS3Bucket', description: 'Bucket' } } },
      Environment: { Variables: { QUEUE_ARN: queue.returns.Arn ?? '', NETWORK: `in ${vpc.ref}` } },
    });
    const alarm = {
      AlarmName: name,
      Dimensions: [{ Name: 'FunctionName', Value: name }],
      AlarmActions: [`arn:aws:sns:eu-west-1:${account}:alerts`],
    };
    return [
      queue,
      exported(
        'AWS::IAM::Role',
        { RoleName: name, AssumeRolePolicyDocument: {} },
        { name, ref: name, returns: { Arn: roleArn } },
      ),
      handler,
      exported(
        'AWS::Lambda::Permission',
        { FunctionName: name, Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' },
        {},
      ),
      exported('AWS::CloudWatch::Alarm', alarm, { name }),
    ];
  }).flat(),
];

describe('a drop that is more than one template takes', () => {
  const drop = services(110);
  const made = madeStacks(drop);

  it('is several stacks, by layer, that can be deployed one after the other', () => {
    expect(made.stacks.map(({ name, layer }) => [name, layer])).toEqual([
      ['shop-messages', 'Network, Messages and events'],
      ['shop-compute', 'Compute'],
    ]);
    expectDeployable(made.stacks);
    expect(made.stacks.flatMap(idsOf)).toHaveLength(drop.length);
    expect(made.findings).toContainEqual(expect.objectContaining({ rule: 'split-into-stacks', severity: 'INFO' }));
  });

  it('keeps together what belongs together', () => {
    const compute = made.stacks.find(({ name }) => name === 'shop-compute');
    expect(compute && idsOf(compute)).toEqual(
      expect.arrayContaining(['S0000Role', 'S0000Function', 'S0000FunctionPermission', 'S0000Alarm']),
    );
  });

  it('imports what another exports, in texts as well', () => {
    const compute = made.stacks.find(({ name }) => name === 'shop-compute');
    expect(compute?.template.Resources.S0000Function?.Properties).toMatchObject({
      Environment: {
        Variables: {
          QUEUE_ARN: { 'Fn::ImportValue': { 'Fn::Sub': '${ExportPrefix}-S0000QueueArn' } },
          NETWORK: {
            'Fn::Sub': ['in ${ShopVpc}', { ShopVpc: { 'Fn::ImportValue': { 'Fn::Sub': '${ExportPrefix}-ShopVpc' } } }],
          },
        },
      },
    });
    expect(compute?.template.Parameters?.ExportPrefix).toMatchObject({ Default: 'shop' });
  });

  it('is the same bytes whatever the order of the resources', () => {
    const texts = made.stacks.map(({ yaml }) => yaml);
    fc.assert(
      fc.property(fc.shuffledSubarray(drop, { minLength: drop.length }), (shuffled) =>
        expect(madeStacks(shuffled).stacks.map(({ yaml }) => yaml)).toEqual(texts),
      ),
      { numRuns: 2 },
    );
  });

  it('is split by its size, too', () => {
    const wordy = Array.from({ length: 30 }, (_, at) =>
      exported(
        'AWS::SNS::Topic',
        { TopicName: `t${at}`, DisplayName: `${'word '.repeat(10_000)}${at}` },
        { name: `t${at}` },
      ),
    );
    const { stacks, findings } = madeStacks(wordy);
    expect(stacks).toHaveLength(2);
    expect(stacks.every(({ yaml }) => Buffer.byteLength(yaml) <= 1_000_000)).toBe(true);
    expect(findings.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
  });

  it('says so of what can be parted no further', () => {
    const huge = exported('AWS::SNS::Topic', { TopicName: 't', DisplayName: 'x'.repeat(1_000_001) }, { name: 't' });
    expect(madeStacks([huge]).findings).toContainEqual(
      expect.objectContaining({ rule: 'template-limit', severity: 'ERROR' }),
    );
  });

  it('keeps values between the stacks of an import, which may not bring outputs, and tells what each imports', () => {
    const { stacks, findings } = madeStacks(drop, [], 'import');
    expect(stacks.length).toBeGreaterThan(1);
    expectDeployable(stacks);
    expect(stacks.every((stack) => Object.keys(members(stack, 'Outputs')).length === 0)).toBe(true);
    expect(stacks.map(({ toImport = [] }) => toImport.length > 0)).not.toContain(false);
    expect(stacks.some((stack) => textOf(stack).includes('ImportValue'))).toBe(false);
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'import-by-value' }));
  });
});

describe('circles between what belongs together', () => {
  /** Each bucket tells a function, whose permission names the bucket; functions know each other's buckets. */
  const ring = (count: number) =>
    Array.from({ length: count }, (_, at): MappedResource[] => {
      const name = `r${String(at).padStart(3, '0')}`;
      const next = `r${String((at + 1) % count).padStart(3, '0')}`;
      const roleArn = `arn:aws:iam::${account}:role/${name}`;
      return [
        exported(
          'AWS::IAM::Role',
          { RoleName: name, AssumeRolePolicyDocument: {} },
          { name, ref: name, returns: { Arn: roleArn } },
        ),
        exported('AWS::IAM::Policy', {
          PolicyName: name,
          Roles: [name],
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${account}:role/${next}` },
            ],
          },
        }),
      ];
    }).flat();

  it('do not keep a stack from being parted: what is too much for one comes apart', () => {
    const { stacks } = madeStacks(ring(300));
    expect(stacks.length).toBeGreaterThan(1);
    expectDeployable(stacks);
  });

  it('stay together where they were written by hand', () => {
    const pair = ['A', 'B'].map((id) =>
      written('t.yaml', id, 'AWS::SNS::Topic', { DisplayName: { Ref: id === 'A' ? 'B' : 'A' } }),
    );
    const others = Array.from({ length: 600 }, (_, at) =>
      exported('AWS::SNS::Topic', { TopicName: `t${at}` }, { name: `t${at}` }),
    );
    const { stacks } = madeStacks([...pair, ...others]);
    const home = stacks.filter((stack) => idsOf(stack).includes('A') || idsOf(stack).includes('B'));
    expect(home).toHaveLength(1);
  });
});

describe('the sections of a template that becomes several', () => {
  const template = {
    source: { file: 't.yaml', pointer: '' },
    sections: {
      Parameters: { Stage: { Type: 'String' }, Size: { Type: 'String' }, Spare: { Type: 'String' } },
      Conditions: { IsProduction: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
      Mappings: { Sizes: { a: { b: 'c' } } },
      Rules: { Known: { Assertions: [{ Assert: { 'Fn::Contains': [['x'], { Ref: 'Spare' }] } }] } },
      Metadata: {
        'AWS::CloudFormation::Interface': {
          ParameterGroups: [{ Label: { default: 'All' }, Parameters: ['Stage', 'Size', 'Spare'] }],
        },
      },
      Outputs: {
        Last: { Value: { 'Fn::Sub': '${Network}/${Worker.Arn}' } },
        Listed: { Value: { 'Fn::Join': [',', { 'Fn::GetAtt': ['Network', 'CidrBlockAssociations'] }] } },
      },
    },
  };
  const own = [
    written('t.yaml', 'Network', 'AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }, { Condition: 'IsProduction' }),
    written(
      't.yaml',
      'Worker',
      'AWS::Lambda::Function',
      {
        Code: {},
        Role: 'x',
        Description: { 'Fn::FindInMap': ['Sizes', 'a', 'b'] },
        MemorySize: { Ref: 'Size' },
        Environment: { Variables: { VPC: { Ref: 'Network' } } },
      },
      { DependsOn: 'Network' },
    ),
  ];
  const { stacks } = madeStacks([...own, ...services(110)], [template]);
  const having = (id: string) => {
    const found = stacks.find((stack) => idsOf(stack).includes(id));
    if (!found) throw new Error(`No stack has ${id}`);
    return found;
  };

  it('are where they are used', () => {
    expectDeployable(stacks);
    const [network, worker] = [having('Network'), having('Worker')];
    expect(network).not.toBe(worker);
    expect(Object.keys(members(network, 'Conditions'))).toEqual(['IsProduction']);
    expect(members(worker, 'Mappings')).toEqual({ Sizes: { a: { b: 'c' } } });
    expect(Object.keys(members(worker, 'Parameters'))).toEqual(expect.arrayContaining(['Size']));
    expect(Object.keys(members(network, 'Parameters'))).not.toContain('Size');
    expect(members(worker, 'Metadata')).toEqual({
      'AWS::CloudFormation::Interface': { ParameterGroups: [{ Label: { default: 'All' }, Parameters: ['Size'] }] },
    });
  });

  it('export under the condition of what they export, and depend by the order of the stacks', () => {
    const [network, worker] = [having('Network'), having('Worker')];
    expect(members(network, 'Outputs').Network).toMatchObject({ Condition: 'IsProduction', Value: { Ref: 'Network' } });
    expect(worker.template.Resources.Worker?.DependsOn).toBeUndefined();
    expect(worker.after).toContain(network.name);
    expect(members(worker, 'Outputs').Last).toMatchObject({
      Value: { 'Fn::Sub': ['${Network}/${Worker.Arn}', { Network: { 'Fn::ImportValue': expect.anything() } }] },
    });
  });

  it('have rules with what they judge, once', () => {
    const judged = stacks.filter((stack) => Object.keys(members(stack, 'Rules')).length > 0);
    expect(judged).toHaveLength(1);
    expect(judged[0] && Object.keys(members(judged[0], 'Parameters'))).toContain('Spare');
  });
});
