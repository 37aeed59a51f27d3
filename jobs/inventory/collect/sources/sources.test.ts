import {
  type Asked,
  endsOf,
  pagesFrom,
  queryError,
  type Reply,
  s3Error,
  stubAws,
  stubContext,
} from '../../testing/stub-aws.ts';
import { cloudControlSources } from './cloud-control.ts';
import { ec2 } from './ec2.ts';
import { sourcesOf } from './index.ts';
import { rds } from './rds.ts';
import { s3 } from './s3.ts';

let stub: Awaited<ReturnType<typeof stubAws>> | undefined;

afterEach(async () => {
  await stub?.stop();
});

const start = async (answer: (asked: Asked) => Reply) => {
  stub = await stubAws(answer);
  return { context: stubContext(stub.endpoint), asked: stub.asked };
};

const instances = (ids: readonly string[], next = ''): Reply => ({
  body: `<R><reservationSet>${ids
    .map(
      (id) =>
        `<item><instancesSet><item><instanceId>${id}</instanceId><instanceState><name>running</name></instanceState></item></instancesSet></item>`,
    )
    .join('')}</reservationSet>${next && `<nextToken>${next}</nextToken>`}</R>`,
});

const nothing: Reply = { body: '<R/>' };

const ids = (pages: Awaited<ReturnType<typeof pagesFrom>>) =>
  pages.flatMap(({ resources }) => resources.map(({ id }) => id));

describe('A source of a scan', () => {
  it('reads every page, and says where another worker goes on after each', async () => {
    const { context } = await start(({ operation, parameters }) =>
      operation !== 'DescribeInstances'
        ? nothing
        : parameters.has('NextToken')
          ? instances(['i-3'])
          : instances(['i-1', 'i-2'], 'page-2'),
    );
    const pages = await pagesFrom(ec2, context);
    expect(ids(pages)).toEqual(['i-1', 'i-2', 'i-3']);
    expect(new Set(Object.values(endsOf(pages)))).toEqual(new Set(['complete']));
    const rest = await pagesFrom(ec2, context, pages[0]?.cursor);
    expect(ids(rest)).toEqual(['i-3']);
    expect(Object.keys(endsOf(rest)).sort()).toEqual([...ec2.types].sort());
  });

  it('goes on with the next type where one is denied', async () => {
    const { context } = await start(({ operation }) =>
      operation === 'DescribeVolumes'
        ? queryError('UnauthorizedOperation', 403)
        : operation === 'DescribeInstances'
          ? instances(['i-1'])
          : nothing,
    );
    const pages = await pagesFrom(ec2, context);
    expect(endsOf(pages)).toMatchObject({
      'AWS::EC2::Volume': 'denied',
      'AWS::EC2::VPC': 'complete',
      'AWS::EC2::Instance': 'complete',
    });
    const volumes = pages.find(({ type }) => type === 'AWS::EC2::Volume');
    expect(volumes?.end?.reason).toBe('ec2:DescribeVolumes was denied (UnauthorizedOperation)');
  });

  it('asks again where it is throttled, and counts each attempt', async () => {
    let refusals = 0;
    const { context } = await start(({ operation }) => {
      if (operation !== 'DescribeInstances') return nothing;
      refusals++;
      return refusals <= 1 ? queryError('RequestLimitExceeded', 503) : instances(['i-1']);
    });
    const pages = await pagesFrom(ec2, context);
    expect(ids(pages)).toEqual(['i-1']);
    expect(context.meter.calls).toBe(stub?.asked.length);
    expect(stub?.asked.filter(({ operation }) => operation === 'DescribeInstances')).toHaveLength(2);
  }, 60_000);

  it('begins a listing anew, once, where its token has expired', async () => {
    let expired = 0;
    const { context } = await start(({ operation, parameters }) => {
      if (operation !== 'DescribeInstances') return nothing;
      if (!parameters.has('NextToken')) return instances(['i-1'], 'stale');
      expired++;
      return expired === 1 ? queryError('InvalidNextToken') : instances(['i-2']);
    });
    expect(new Set(ids(await pagesFrom(ec2, context)))).toEqual(new Set(['i-1', 'i-2']));
  });

  it('does not begin for ever', async () => {
    const { context } = await start(({ operation, parameters }) =>
      operation !== 'DescribeInstances'
        ? nothing
        : parameters.has('NextToken')
          ? queryError('InvalidNextToken')
          : instances(['i-1'], 'stale'),
    );
    expect(endsOf(await pagesFrom(ec2, context))['AWS::EC2::Instance']).toBe('failed');
  });

  it('asks once of an endpoint that does not know the operation', async () => {
    const html = { status: 500, headers: { 'content-type': 'text/html' }, body: '<html></html>' };
    const { context } = await start(({ operation }) =>
      operation === 'DescribeDBMajorEngineVersions' ? html : nothing,
    );
    const pages = await pagesFrom(rds, context);
    expect(endsOf(pages)['AWS::RDS::MajorEngineVersion']).toBe('complete');
    expect(stub?.asked.filter(({ operation }) => operation === 'DescribeDBMajorEngineVersions')).toHaveLength(1);
  });

  it('looks for images by filter, so that one that is gone does not hide the others', async () => {
    const { context, asked } = await start(({ operation }) =>
      operation === 'DescribeInstances'
        ? {
            body: '<R><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId><imageId>ami-gone</imageId></item></instancesSet></item></reservationSet></R>',
          }
        : nothing,
    );
    expect(endsOf(await pagesFrom(ec2, context))['AWS::EC2::Image']).toBe('complete');
    const question = asked.find(({ operation }) => operation === 'DescribeImages');
    expect(question?.parameters.get('Filter.1.Value.1')).toBe('ami-gone');
    expect(question?.parameters.get('IncludeDeprecated')).toBe('true');
  });

  it('tells apart what RDS lists of its relatives', async () => {
    const { context } = await start(({ operation }) =>
      operation === 'DescribeDBInstances'
        ? {
            body: `<R><DescribeDBInstancesResult><DBInstances>${['postgres', 'docdb', 'neptune']
              .map(
                (engine) =>
                  `<DBInstance><DBInstanceIdentifier>${engine}</DBInstanceIdentifier><Engine>${engine}</Engine></DBInstance>`,
              )
              .join('')}</DBInstances></DescribeDBInstancesResult></R>`,
          }
        : nothing,
    );
    const found = (await pagesFrom(rds, context)).flatMap(({ resources }) =>
      resources.map(({ id, type }) => [id, type]),
    );
    expect(found).toEqual([
      ['postgres', 'AWS::RDS::DBInstance'],
      ['docdb', 'AWS::DocDB::DBInstance'],
      ['neptune', 'AWS::Neptune::DBInstance'],
    ]);
  });
});

describe('Buckets', () => {
  const cell = { id: '111122223333/global/s3', accountId: '111122223333', region: 'global', service: 's3' };
  const listed = (names: readonly string[], region = 'us-east-1'): Reply => ({
    body: `<R><Buckets>${names.map((name) => `<Bucket><Name>${name}</Name><BucketRegion>${region}</BucketRegion></Bucket>`).join('')}</Buckets></R>`,
  });
  const isListing = ({ path, parameters }: Asked) => path === '/' && parameters.get('x-id') === 'ListBuckets';
  const isOf = (name: string, { path, operation }: Asked) => path.startsWith(`/${name}`) || operation.includes(name);

  const startS3 = async (answer: (asked: Asked) => Reply) => {
    const { asked } = await start((one) =>
      isListing(one)
        ? listed(['a', 'b'])
        : one.path.includes('publicAccessBlock') && one.path.includes('v20180820')
          ? s3Error('NoSuchPublicAccessBlockConfiguration', 404)
          : answer(one),
    );
    return { asked, context: stubContext(stub?.endpoint ?? '', cell) };
  };

  const resourcesIn = async (context: ReturnType<typeof stubContext>) =>
    (await pagesFrom(s3, context)).flatMap(({ type, resources }) => (type === 'AWS::S3::Bucket' ? resources : []));

  it.each([
    ['a 301', () => s3Error('PermanentRedirect', 301, '', { 'x-amz-bucket-region': 'eu-west-1' })],
    [
      'a malformed authorization header',
      () => s3Error('AuthorizationHeaderMalformed', 400, '<Region>eu-west-1</Region>'),
    ],
  ])('are followed to their region after %s', async (_, redirect) => {
    const { context } = await startS3((one) => (isOf('b', one) && one.region !== 'eu-west-1' ? redirect() : nothing));
    const found = await resourcesIn(context);
    expect(found.map(({ id, region }) => [id, region])).toEqual([
      ['a', 'us-east-1'],
      ['b', 'eu-west-1'],
    ]);
    expect(found.flatMap(({ unread = [] }) => unread)).toEqual([]);
  });

  it('say which questions they did not answer, and the others are asked all the same', async () => {
    const { context } = await startS3((one) =>
      isOf('b', one) && one.parameters.has('policy') ? s3Error('AccessDenied', 403) : nothing,
    );
    const found = await resourcesIn(context);
    expect(found.map(({ id, unread }) => [id, unread])).toEqual([
      ['a', undefined],
      ['b', ['GetBucketPolicy']],
    ]);
    expect(found[1]?.configuration).toHaveProperty('GetBucketVersioning');
  });

  it('that are deleted between the listing and the question are not there', async () => {
    const { context } = await startS3((one) => (isOf('b', one) ? s3Error('NoSuchBucket', 404) : nothing));
    expect((await resourcesIn(context)).map(({ id }) => id)).toEqual(['a']);
  });

  it('have null for what is not configured', async () => {
    const { context } = await startS3((one) =>
      one.parameters.has('lifecycle') ? s3Error('NoSuchLifecycleConfiguration', 404) : nothing,
    );
    const [bucket] = await resourcesIn(context);
    expect(bucket?.configuration.GetBucketLifecycleConfiguration).toBeNull();
    expect(bucket?.configuration.GetBucketVersioning).toEqual({});
  });
});

describe('Cloud Control', () => {
  const [source] = cloudControlSources(['AWS::SNS::Topic']);

  it('is asked for a whole resource only where its list says little', async () => {
    const { context, asked } = await start(({ operation, body }) => {
      const arn = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;
      if (operation === 'ListResources')
        return {
          body: JSON.stringify({
            ResourceDescriptions: [
              { Identifier: arn('thin'), Properties: JSON.stringify({ TopicArn: arn('thin') }) },
              { Identifier: arn('whole'), Properties: JSON.stringify({ TopicArn: arn('whole'), DisplayName: 'x' }) },
              { Identifier: arn('odd'), Properties: 'not JSON' },
            ],
          }),
        };
      const { Identifier } = JSON.parse(body);
      return {
        body: JSON.stringify({
          ResourceDescription: {
            Identifier,
            Properties: JSON.stringify({ TopicName: 'thin', Tags: [{ Key: 'owner', Value: 'me' }] }),
          },
        }),
      };
    });
    const pages = source ? await pagesFrom(source, context) : [];
    expect(asked.filter(({ operation }) => operation === 'GetResource')).toHaveLength(2);
    expect(pages.flatMap(({ resources }) => resources.map(({ arn, name }) => [arn, name]))).toContainEqual([
      'arn:aws:sns:eu-west-1:111122223333:thin',
      'thin',
    ]);
  });

  it('has a source for each service, none for what is read by its own API', () => {
    const sources = sourcesOf({
      types: ['AWS::SNS::Topic', 'AWS::EC2::Subnet', 'AWS::EC2::Instance', 'AWS::IAM::Role'],
    });
    const added = sources.filter(({ service }) => service.startsWith('cloudcontrol-'));
    expect(added.map(({ service, scope, types }) => [service, scope, types])).toEqual([
      ['cloudcontrol-sns', 'regional', ['AWS::SNS::Topic']],
      ['cloudcontrol-ec2', 'regional', ['AWS::EC2::Subnet']],
      ['cloudcontrol-iam', 'global', ['AWS::IAM::Role']],
    ]);
  });
});
