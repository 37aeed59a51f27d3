import type { Orphan } from './dialects/dialect.ts';
import type { ExportedResource } from './resource.ts';
import { adopt } from './subjects.ts';

const resource = (file: string, more: Partial<ExportedResource> = {}): ExportedResource => ({
  source: { file, pointer: '' },
  under: '',
  dialect: 'aws-cli',
  called: 'x',
  identifiers: [],
  properties: {},
  ...more,
});

const bucket = (name: string) =>
  resource('list-buckets.json', { type: 'AWS::S3::Bucket', identifiers: [name, `arn:aws:s3:::${name}`] });

const versioning = (file: string): Orphan => ({
  resource: resource(file, { type: 'AWS::S3::Bucket', under: '/VersioningConfiguration' }),
  command: 's3api get-bucket-versioning',
  subjectType: 'AWS::S3::Bucket',
});

const encryption = (file: string): Orphan => ({ ...versioning(file), command: 's3api get-bucket-encryption' });

const subjectOf = (orphan: Orphan, known: readonly ExportedResource[] = [], others: readonly Orphan[] = []) => {
  const [adoption] = adopt([orphan, ...others], known);
  return adoption && 'resource' in adoption ? adoption.resource.identifiers[0] : adoption?.reason;
};

describe('an output that does not say whose it is belongs to what its path names', () => {
  const known = [bucket('shop-assets'), bucket('shop-assets-logs'), bucket('other')];

  it.each([
    ['get-bucket-versioning.shop-assets.json', 'shop-assets'],
    ['get-bucket-versioning_shop-assets.json', 'shop-assets'],
    ['get-bucket-versioning-shop-assets-logs.json', 'shop-assets-logs'],
    ['shop-assets.get-bucket-versioning.json', 'shop-assets'],
    ['s3api-get-bucket-versioning.shop-assets.yaml', 'shop-assets'],
    ['shop-assets/get-bucket-versioning.json', 'shop-assets'],
    ['s3/shop-assets/versioning/get-bucket-versioning.json.gz', 'shop-assets'],
    ['shop-assets/versioning.json', 'shop-assets'],
    ['versioning of shop-assets-logs.json', 'shop-assets-logs'],
    ['shop-assets/get-bucket-versioning.other.json', 'other'],
  ])('%s', (file, expected) => {
    expect(subjectOf(versioning(file), known)).toBe(expected);
  });

  it('names with slashes are met with dashes', () => {
    const orphan: Orphan = {
      ...versioning('list-tags.shop-database.json'),
      command: 'x list-tags',
      subjectType: 'AWS::SecretsManager::Secret',
    };
    const secret = resource('x', { type: 'AWS::SecretsManager::Secret', identifiers: ['shop/database'] });
    expect(subjectOf(orphan, [secret])).toBe('shop/database');
  });

  it('tags fit any type, if one resource alone has that name', () => {
    const tags: Orphan = {
      resource: resource('list-tags-for-resource.shop.json', { under: '/Tags' }),
      command: 'iam list-role-tags',
    };
    const role = resource('x', { type: 'AWS::IAM::Role', identifiers: ['shop'] });
    expect(adopt([tags], [role])).toMatchObject([{ resource: { type: 'AWS::IAM::Role', identifiers: ['shop'] } }]);
    expect(adopt([tags], [role, bucket('shop')])).toMatchObject([{ reason: expect.any(String) }]);
  });

  it('a child is given the id of its parent', () => {
    const route: Orphan = {
      resource: resource('a1b2c3d4e5/get-routes.json', { type: 'AWS::ApiGatewayV2::Route', identifiers: ['r1'] }),
      command: 'apigatewayv2 get-routes',
      subjectType: 'AWS::ApiGatewayV2::Api',
      parentProperty: 'ApiId',
    };
    const api = resource('get-apis.json', {
      type: 'AWS::ApiGatewayV2::Api',
      identifiers: ['a1b2c3d4e5'],
      region: 'eu-west-1',
    });
    expect(adopt([route], [api])).toMatchObject([
      { resource: { identifiers: ['a1b2c3d4e5/r1'], region: 'eu-west-1', properties: { ApiId: 'a1b2c3d4e5' } } },
    ]);
  });
});

describe('what people call a thing besides tells it, if nothing else is called so', () => {
  const api = (id: string) =>
    resource('get-apis.json', { type: 'AWS::ApiGatewayV2::Api', identifiers: [id], properties: { Name: 'shop-api' } });
  const route: Orphan = {
    resource: resource('get-routes.shop-api.json', { type: 'AWS::ApiGatewayV2::Route', identifiers: ['r1'] }),
    command: 'apigatewayv2 get-routes',
    subjectType: 'AWS::ApiGatewayV2::Api',
    parentProperty: 'ApiId',
  };

  it("an API's name", () => {
    expect(subjectOf(route, [api('a1b2c3d4e5')])).toBe('a1b2c3d4e5/r1');
    expect(subjectOf(route, [api('a1b2c3d4e5'), api('f6a7b8c9d0')])).toMatch(/rename it to get-routes\.<ApiId>\.json/);
  });

  it("a key's alias", () => {
    const key = resource('describe-key.json', { type: 'AWS::KMS::Key', identifiers: ['1234abcd'] });
    const alias = resource('list-aliases.json', {
      type: 'AWS::KMS::Alias',
      identifiers: ['alias/shop'],
      properties: { AliasName: 'alias/shop', TargetKeyId: '1234abcd' },
    });
    const policy: Orphan = {
      ...versioning('get-key-policy.shop.json'),
      command: 'kms get-key-policy',
      subjectType: 'AWS::KMS::Key',
    };
    expect(subjectOf(policy, [key, alias])).toBe('1234abcd');
  });
});

describe('a resource that nothing else in the drop shows is named by convention', () => {
  it.each([
    ['get-bucket-versioning.new-bucket.json', 'new-bucket'],
    ['new-bucket_get-bucket-versioning.json', 'new-bucket'],
  ])('%s', (file, expected) => {
    expect(subjectOf(versioning(file))).toBe(expected);
  });

  it("a folder of several of a bucket's outputs names the bucket", () => {
    const others = [encryption('new-bucket/get-bucket-encryption.json')];
    expect(subjectOf(versioning('new-bucket/get-bucket-versioning.json'), [], others)).toBe('new-bucket');
  });
});

describe('none is guessed', () => {
  it.each([
    ['get-bucket-versioning.json'],
    ['exports/get-bucket-versioning.json'],
    ['new-bucket/get-bucket-versioning.json'],
    ['get-bucket-versioning-2026-11-20.json'],
    ['get-bucket-versioning (1).json'],
    ['get-bucket-versioning.output.json'],
    ['versioning.json'],
  ])('%s says what to rename it to', (file) => {
    expect(subjectOf(versioning(file), [bucket('shop')])).toMatch(/rename it to get-bucket-versioning\.<name>\.json/);
  });

  it('a folder called after the service', () => {
    expect(
      subjectOf(versioning('s3api/get-bucket-versioning.json'), [], [encryption('s3api/get-bucket-encryption.json')]),
    ).toMatch(/rename/);
  });

  it("an API's name where its id is wanted", () => {
    const route: Orphan = {
      ...versioning('get-routes.shop-api.json'),
      command: 'apigatewayv2 get-routes',
      parentProperty: 'ApiId',
    };
    expect(subjectOf(route)).toMatch(/rename/);
  });
});
