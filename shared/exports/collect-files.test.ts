import { gzipSync } from 'node:zlib';
import { collectFiles, type DropFile } from './collect-files.ts';
import { limits } from './limits.ts';

const file = (name: string, content: string | Uint8Array): DropFile => {
  const bytes = Buffer.from(content);
  return {
    file: name,
    bytes: bytes.byteLength,
    open: async () =>
      (async function* () {
        yield bytes;
      })(),
  };
};

const json = (name: string, value: unknown) => file(name, JSON.stringify(value));
const listed = (name: string, bytes: number): DropFile => ({
  file: name,
  bytes,
  open: async () => {
    throw new Error(`${name} must not be opened`);
  },
});

const vpc = (id: string) => ({ VpcId: id, CidrBlock: '10.0.0.0/16', DhcpOptionsId: 'dopt-1' });
const role = { Role: { RoleName: 'shop', Arn: 'arn:aws:iam::111122223333:role/shop', AssumeRolePolicyDocument: {} } };

describe('every file of a drop is read, whatever its dialect, and named with what became of it', () => {
  it('in the order of their names', async () => {
    const files = [
      json('c.json', { Vpcs: [vpc('vpc-1')] }),
      file('b.yaml', 'Shop:\n  Type: AWS::S3::Bucket\n'),
      file('a.json.gz', gzipSync(JSON.stringify({ Vpcs: [vpc('vpc-2')] }))),
      file('d.jsonl', `${JSON.stringify(vpc('vpc-3'))}\n${JSON.stringify(vpc('vpc-4'))}\n`),
    ];
    const { files: read, resources } = await collectFiles(files);
    expect(read.map(({ file: name, outcome, dialect, resources: count }) => [name, outcome, dialect, count])).toEqual([
      ['a.json.gz', 'read', 'aws-cli', 1],
      ['b.yaml', 'read', 'cloudformation', 1],
      ['c.json', 'read', 'aws-cli', 1],
      ['d.jsonl', 'read', 'aws-cli', 2],
    ]);
    expect(resources.map(({ source }) => `${source.file}#${source.pointer}`)).toEqual([
      'a.json.gz#/Vpcs/0',
      'b.yaml#/Properties'.replace('#/', '#/Shop/'),
      'c.json#/Vpcs/0',
      'd.jsonl#/0',
      'd.jsonl#/1',
    ]);
  });

  it('a broken file among good ones does not stop them', async () => {
    const { files, resources } = await collectFiles([
      file('broken.json', '{\n  "Vpcs": [}'),
      json('good.json', { Vpcs: [vpc('vpc-1')] }),
      file('notes.txt', 'Remember the milk'),
      json('package.json', { name: 'x' }),
      file('picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0])),
      file('empty.json', ''),
    ]);
    expect(resources).toHaveLength(1);
    expect(files.filter(({ outcome }) => outcome !== 'read')).toEqual([
      expect.objectContaining({
        file: 'broken.json',
        outcome: 'failed',
        line: 2,
        reason: expect.stringContaining('not valid JSON'),
      }),
      expect.objectContaining({ file: 'empty.json', outcome: 'passed-over', reason: 'is empty' }),
      expect.objectContaining({
        file: 'notes.txt',
        outcome: 'passed-over',
        reason: expect.stringContaining('plain text'),
      }),
      expect.objectContaining({
        file: 'package.json',
        outcome: 'passed-over',
        reason: expect.stringContaining('no AWS CLI output'),
      }),
      expect.objectContaining({ file: 'picture.png', outcome: 'passed-over', reason: expect.stringContaining('PNG') }),
    ]);
  });

  it('a file that was removed meanwhile fails alone, any other trouble with the store is not its fault', async () => {
    const failing = (name: string): DropFile => ({
      ...listed('a.json', 2),
      open: () => Promise.reject(Object.assign(new Error(name), { name })),
    });
    expect((await collectFiles([failing('NoSuchKey')])).files).toMatchObject([
      { outcome: 'failed', reason: expect.stringContaining('removed') },
    ]);
    await expect(collectFiles([failing('TimeoutError')])).rejects.toThrow('TimeoutError');
  });
});

describe('parts of one resource find each other across files', () => {
  it('by a name that any of them says, and by the path where one says none', async () => {
    const { resources, files } = await collectFiles([
      json('get-role.json', role),
      json('get-role-policy.json', { RoleName: 'shop', PolicyName: 'p', PolicyDocument: {} }),
      json('list-attached-role-policies.shop.json', { AttachedPolicies: [] }),
      json('list-attached-role-policies.json', { AttachedPolicies: [] }),
    ]);
    expect(new Set(resources.map(({ identifiers }) => identifiers.join()))).toEqual(
      new Set(['shop,arn:aws:iam::111122223333:role/shop']),
    );
    expect(resources).toHaveLength(3);
    expect(files.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      file: 'list-attached-role-policies.json',
      reason: expect.stringContaining('rename it to list-attached-role-policies.<name>.json'),
    });
  });
});

describe('a secret never leaves the parser', () => {
  it('from any dialect', async () => {
    const secret = 'tr0ub4dor-and-3';
    const collection = await collectFiles([
      json('cli.json', {
        Configuration: { FunctionName: 'f', FunctionArn: 'x', Environment: { Variables: { DB_PASSWORD: secret } } },
      }),
      json('config.json', {
        resourceType: 'AWS::RDS::DBInstance',
        resourceId: 'd',
        configuration: JSON.stringify({ masterUserPassword: secret }),
      }),
      file(
        'template.yaml',
        `Parameters:\n  Password: {Type: String, Default: ${secret}}\nResources:\n  D:\n    Type: AWS::RDS::DBInstance\n    Properties: {MasterUserPassword: ${secret}}\n`,
      ),
      json('unknown.json', { Things: [{ Arn: 'arn:aws:x:eu-west-1:111122223333:y', ApiKey: secret }] }),
      json('get-bucket-website.assets.json', { IndexDocument: { Suffix: 'i', Token: secret } }),
      file('broken.json', `{"password": "${secret}", }, "${secret}`),
    ]);
    expect(JSON.stringify(collection).match(/Dropforge::Secret/g)).toHaveLength(6);
    expect(JSON.stringify(collection)).not.toContain(secret);
  });
});

describe('a snapshot too long to be read whole is read in parts', () => {
  const padding = Array.from({ length: 15_000 }, (_, at) => ((at * 2_654_435_761) % 2 ** 32).toString(36)).join();
  const item = (at: number) => ({
    resourceType: 'AWS::EC2::VPC',
    resourceId: `vpc-${at}`,
    relationships: [padding],
    configuration: { vpcId: `vpc-${at}`, cidrBlock: '10.0.0.0/16' },
  });
  const items = Array.from({ length: Math.ceil(limits.wholeCharacters / padding.length) + 1 }, (_, at) => item(at));
  const snapshot = JSON.stringify({ fileVersion: '1.0', configurationItems: items }, null, 1);

  it.each([
    ['as it is', 'snapshot.json', snapshot],
    ['gzipped, as AWS Config delivers it', 'snapshot.json.gz', gzipSync(snapshot)],
    ['as JSON Lines', 'snapshot.jsonl', items.map((each) => JSON.stringify(each)).join('\n')],
  ])('%s', async (_, name, content) => {
    const { files, resources } = await collectFiles([file(name, content)]);
    expect(files).toMatchObject([{ outcome: 'read', dialect: 'aws-config', resources: items.length }]);
    const list = name.endsWith('l') ? '' : '/configurationItems';
    expect(resources.map(({ source, identifiers }) => `${source.pointer} ${identifiers[0]}`)).toEqual(
      items.map((_, at) => `${list}/${at}/configuration vpc-${at}`),
    );
  });

  it('and fails alone, with the line, if it breaks off', async () => {
    const { files, resources } = await collectFiles([
      file('broken.json', snapshot.slice(0, -1000)),
      json('good.json', { Vpcs: [vpc('vpc-1')] }),
    ]);
    const line = snapshot.slice(0, -1000).split('\n').length;
    expect(files).toMatchObject([{ file: 'broken.json', outcome: 'failed', line }, { outcome: 'read' }]);
    expect(resources).toHaveLength(1);
  });

  it('but not if it is no JSON', async () => {
    const yaml = `a: ${'x'.repeat(limits.wholeCharacters)}`;
    const { files } = await collectFiles([file('long.yaml', yaml)]);
    expect(files).toMatchObject([{ outcome: 'failed', reason: expect.stringContaining('no more than 16 million') }]);
  });
});

describe('limits keep memory bounded', () => {
  it('a 2 GB file is refused by its listing, never opened', async () => {
    const { files } = await collectFiles([listed('huge.json', 2 * 1024 ** 3), json('good.json', { Vpcs: [vpc('v')] })]);
    expect(files).toMatchObject([
      { outcome: 'read' },
      { outcome: 'failed', reason: expect.stringContaining('larger than 1024 MB') },
    ]);
  });

  it('too many files are refused as soon as they are too many', async () => {
    let seen = 0;
    const files = (function* () {
      for (; seen < 2 * limits.filesPerDrop; seen += 1) yield listed(`${seen}.json`, 1);
    })();
    await expect(collectFiles(files)).rejects.toMatchObject({ code: 'TOO_MANY_FILES' });
    expect(seen).toBe(limits.filesPerDrop);
  });

  it('a drop that is too large is refused before anything is read', async () => {
    const files = Array.from({ length: 3 }, (_, at) => listed(`${at}.json`, limits.fileBytes));
    await expect(collectFiles(files)).rejects.toMatchObject({ code: 'DROP_TOO_LARGE' });
  });

  it('more resources than a drop may hold', async () => {
    const Vpcs = Array.from({ length: limits.resourcesPerDrop + 1 }, (_, at) => vpc(`vpc-${at}`));
    await expect(collectFiles([json('a.json', { Vpcs }), json('b.json', role)])).rejects.toMatchObject({
      code: 'TOO_MANY_RESOURCES',
      message: expect.stringMatching(/holds 20,002 resources .* more than the 20,000 .* 20,001 of AWS::EC2::VPC/),
      hint: expect.stringContaining('by region, account or service'),
    });
  });
});

describe('file names are plain text', () => {
  it.each([['a b.json'], ['a+b%20c.json'], ['日本/ﬁ.json'], ['../../etc/passwd'], ['a\nb.json'], ['__proto__']])(
    '%j',
    async (name) => {
      const { files, resources } = await collectFiles([json(name, { Vpcs: [vpc('v')] })]);
      expect([files[0]?.file, resources[0]?.source.file]).toEqual([name, name]);
    },
  );
});
