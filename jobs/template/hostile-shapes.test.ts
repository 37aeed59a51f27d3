import { loadRegistry } from '#shared/cloudformation/registry.ts';
import { collectFiles, type DropFile } from '#shared/exports/collect-files.ts';
import { generateTemplate } from './generate.ts';

const file = (name: string, content: unknown): DropFile => {
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return {
    file: name,
    bytes: bytes.byteLength,
    open: async () =>
      (async function* () {
        yield bytes;
      })(),
  };
};

const made = async (...files: readonly DropFile[]) => {
  const { stacks, fidelity } = generateTemplate(await collectFiles(files), 'hostile', loadRegistry());
  const [stack] = stacks;
  if (!stack) throw new Error('Nothing was made');
  return { ...stack, fidelity };
};

const properties = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`Odd${at}`, at]));

const lambda = (more: object) =>
  file('list-functions.json', {
    Functions: [
      {
        FunctionName: 'f',
        FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
        CodeSha256: 'x',
        Runtime: 'nodejs24.x',
        ...more,
      },
    ],
  });

describe('a resource of 5,000 properties is accounted for, each of them', () => {
  it('where CloudFormation knows none of them', async () => {
    const { fidelity } = await made(lambda(properties(5000)));
    expect(fidelity.counts.lost).toBe(5000);
  });

  it('where it takes them all', async () => {
    const { template } = await made(lambda({ Environment: { Variables: properties(5000) } }));
    expect(JSON.stringify(template)).toContain('"Odd4999":"4999"');
  });
});

describe('what nests 100,000 levels deep', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const bucket = file('get-bucket-versioning.assets.json', { Status: 'Enabled' });

  it.each([
    ['JSON', 'a.json', `{"Vpcs":${deep}}`],
    ['YAML', 'a.yaml', `Vpcs: ${deep}`],
    ['YAML of dashes', 'a.yaml', `${'- '.repeat(100_000)}a`],
    ['what Python prints', 'a.json', `{'Vpcs':${deep}}`],
    ['Cloud Control', 'a.json', { TypeName: 'AWS::IAM::Role', ResourceDescription: { Properties: `{"A":${deep}}` } }],
  ])('%s: the file fails alone', async (_, name, content) => {
    const collection = await collectFiles([file(name, content), bucket]);
    expect(collection.files[0]?.outcome).toBe('failed');
    expect(collection.resources).toHaveLength(1);
  });

  it('in a string is taken for a string, and for a secret, since nobody can look into it', async () => {
    const { yaml } = await made(lambda({ Description: deep, Environment: { Variables: { A: `{"b":${deep}}` } } }));
    expect(yaml).toContain('Runtime: nodejs24.x');
    expect(yaml).not.toContain('[[[');
  });

  it('in a policy, URL-encoded', async () => {
    const { template } = await made(
      file('config.json', {
        resourceType: 'AWS::IAM::Role',
        resourceId: 'AROA1',
        configuration: { roleName: 'x', assumeRolePolicyDocument: encodeURIComponent(`{"Statement":${deep}}`) },
      }),
    );
    expect(Object.keys(template.Resources)).toHaveLength(1);
  });
});

describe('names of prototypes, and with dots in them, are names like any other', () => {
  it('in templates, exports and states', async () => {
    const { template, fidelity } = await made(
      file(
        'template.json',
        '{"Resources":{"__proto__":{"Type":"AWS::S3::Bucket","Properties":{"__proto__":{"polluted":1}}},"constructor":{"Type":"AWS::SQS::Queue"}},"Parameters":{"__proto__":{"Type":"String"}},"Conditions":{"__proto__":{"Fn::Equals":[1,1]}}}',
      ),
      lambda({ Environment: { Variables: JSON.parse('{"__proto__":"x","constructor":"y","a.b":"z"}') } }),
      file(
        'terraform.tfstate',
        '{"version":4,"terraform_version":"1.9.0","resources":[{"mode":"managed","type":"aws_s3_bucket","name":"__proto__","instances":[{"attributes":{"bucket":"__proto__","__proto__":{"polluted":1}},"sensitive_attributes":[[{"type":"get_attr","value":"__proto__"}]]}]}]}',
      ),
      file(
        'snapshot.json',
        '{"configurationItems":[{"resourceType":"AWS::EC2::VPC","resourceId":"constructor","configurationItemStatus":"constructor","configuration":{"cidrBlock":"10.0.0.0/16","__proto__":{"polluted":1}},"supplementaryConfiguration":{"__proto__":"{\\"polluted\\":1}"},"tags":{"__proto__":"x"}}]}',
      ),
    );
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(Object.hasOwn({}, 'polluted')).toBe(false);
    expect(Object.keys(template.Resources).length).toBeGreaterThanOrEqual(4);
    const [fn] = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    expect(JSON.stringify(fn)).toMatch(/"__proto__":"x","a\.b":"z","constructor":"y"/);
    expect(fidelity.entries.map(({ source }) => source.pointer)).toContain(
      '/configurationItems/0/configuration/__proto__/polluted',
    );
  });

  it('as the service, the type or the kind of something', async () => {
    const { template } = await made(
      lambda({ Role: 'arn:aws:constructor:eu-west-1:111122223333:toString/valueOf' }),
      file('describe-load-balancers.json', {
        LoadBalancers: [
          {
            LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/x/0123456789abcdef',
            LoadBalancerName: 'x',
            Type: 'constructor',
            Scheme: 'internal',
          },
        ],
      }),
    );
    expect(Object.keys(template.Resources)).toHaveLength(2);
  });
});

describe('long strings are read once', () => {
  it.each(['arn:aws:', 'a.', 'vpc-1 ', 'https://', '${', '{"', 'password', 'a\n'])(
    'of nothing but %j',
    async (unit) => {
      const Description = unit.repeat(Math.ceil(250_000 / unit.length));
      expect((await made(lambda({ Description, Layers: [{ Arn: Description }] }))).fidelity.counts.lost).toBe(0);
    },
  );
});

describe('circles come to an end', () => {
  it('of security groups, a thousand in a ring', async () => {
    const id = (at: number) => `sg-${(0x10000000 + (at % 1000)).toString(16)}`;
    const SecurityGroups = Array.from({ length: 1000 }, (_, at) => ({
      GroupId: id(at),
      GroupName: `g${at}`,
      VpcId: 'vpc-12345678',
      IpPermissions: [{ IpProtocol: 'tcp', UserIdGroupPairs: [{ GroupId: id(at + 1) }] }],
    }));
    const { template } = await made(file('describe-security-groups.json', { SecurityGroups }));
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type === 'AWS::EC2::SecurityGroupIngress')).toHaveLength(1000);
  });

  it('of queues, each the other’s dead-letter queue', async () => {
    const arn = (at: number) => `arn:aws:sqs:eu-west-1:111122223333:q${at}`;
    const queue = (at: number) => ({
      Attributes: { QueueArn: arn(at), RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(1 - at) }) },
    });
    const { template, findings } = await made(file('q0.json', queue(0)), file('q1.json', queue(1)));
    expect(JSON.stringify(template.Resources).match(/Fn::GetAtt/g)).toHaveLength(1);
    expect(findings.map(({ message }) => message).join()).toContain('->');
  });
});

describe('10,000 files', () => {
  it('are read, and those that tell nothing are named', async () => {
    const files = Array.from({ length: 10_000 }, (_, at) => file(`notes/${at}.txt`, 'Remember the milk'));
    const collection = await collectFiles([...files, file('get-bucket-versioning.assets.json', { Status: 'Enabled' })]);
    expect(collection.files.filter(({ outcome }) => outcome === 'passed-over')).toHaveLength(10_000);
    expect(collection.resources).toHaveLength(1);
  }, 30_000);
});
