import { queryError, s3Error } from '#jobs/inventory/testing/stub-aws.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { clientsIn, fill, furnish, otherAccount, otherRole, ownAccount, type Place } from './account.ts';
import { jsonError, refuse, skewed, throttling } from './faults.ts';
import { startMoto } from './moto.ts';
import { type AwsProxy, startProxy } from './proxy.ts';
import { type Night, outcomesOf, startScanning } from './scan.ts';

const [near, far] = ['eu-west-1', 'ap-south-1'] as const;
const share = { instances: 10, functions: 3, databases: 2, buckets: 2, clusters: 2 };
/** More databases than one page holds in the first place. */
const places: readonly Place[] = [
  { accountId: ownAccount, region: near, share: { ...share, databases: 103 } },
  { accountId: ownAccount, region: far, share },
  { accountId: otherAccount, region: near, share },
];
const roles = [{ roleArn: otherRole }];
const whole = { regions: [near, far], roles };

const reasonsOf = ({ report }: Night): string[] => [
  ...new Set(report.coverage.flatMap(({ looks }) => looks.flatMap(({ reason = [] }) => reason))),
];
const incomplete = ({ report }: Night): string[] =>
  report.coverage.filter(({ outcome }) => outcome !== 'complete').map(({ id }) => id);
const changesOf = ({ report: { changes } }: Night) => [changes.appeared, changes.gone, changes.changed];

describe('A live scan in trouble', () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let proxy: AwsProxy;
  let scanning: ReturnType<typeof startScanning>;
  let first: Night;

  beforeAll(async () => {
    moto = await startMoto();
    proxy = await startProxy(moto.endpoint);
    for (const account of [ownAccount, otherAccount]) await furnish(moto.endpoint, account);
    await inParallel(2, places, async (place) => fill(await clientsIn(moto.endpoint, place), place));
    scanning = startScanning(proxy);
    first = await scanning.night(whole);
  });
  afterEach(() => {
    proxy.answer();
    proxy.taken();
  });
  afterAll(async () => {
    await proxy?.stop();
    await moto?.stop();
  });

  it('reads all the rest where a third of all calls is throttled and a region is denied', async () => {
    proxy.taken();
    const throttle = throttling(0.3);
    const isFar = (id: string) => id.includes(`/${far}/`);
    proxy.answer((asked) =>
      asked.region === far && asked.service !== 's3' ? refuse('denied', asked) : throttle(asked),
    );
    const startedAt = Date.now();
    const night = await scanning.night(whole);
    const calls = proxy.taken().length;
    process.stdout.write(
      `30 % throttled: ${calls} calls (${first.report.counts.calls} if none is) in ${Date.now() - startedAt} ms\n`,
    );
    const far8 = first.report.coverage.map(({ id }) => id).filter(isFar);
    expect(incomplete(night).sort()).toEqual(far8.sort());
    expect(reasonsOf(night)).toContain('ec2:DescribeInstances was denied (UnauthorizedOperation)');
    expect(changesOf(night)).toEqual([[], [], []]);
    // What was found there is neither fixed nor said to be there still.
    expect(night.report.fixed).toEqual([]);
    const there = night.report.findings.filter(
      ({ resource }) => resource.region === far && resource.type !== 'AWS::S3::Bucket',
    );
    expect(new Set(there.map(({ status }) => status))).toEqual(new Set(['unverified']));
    expect(night.report.findings).toHaveLength(first.report.findings.length);
  });

  it('begins a list anew whose token has expired in the middle', async () => {
    let expired = 0;
    proxy.answer(({ operation, parameters }) =>
      operation === 'DescribeDBInstances' && parameters.has('Marker') && expired++ === 0
        ? queryError('InvalidParameterValue')
        : undefined,
    );
    const night = await scanning.night(whole);
    expect(expired).toBe(2);
    expect(incomplete(night)).toEqual([]);
    expect(changesOf(night)).toEqual([[], [], []]);
    expect(night.report.counts.byType['AWS::RDS::DBInstance']).toBe(107);
  });

  it('goes on with cells that outlast their workers, and reads the same', async () => {
    const night = await scanning.night(whole, 0);
    expect(night.turns).toBeGreaterThan(20);
    expect(incomplete(night)).toEqual([]);
    expect(changesOf(night)).toEqual([[], [], []]);
    expect(night.report.counts.byType).toEqual(first.report.counts.byType);
  });

  it('takes the regions that everybody has where it may not list them, and says so', async () => {
    proxy.answer((asked) => (asked.operation === 'DescribeRegions' ? refuse('denied', asked) : undefined));
    const night = await scanning.night({});
    expect(new Set(Object.values(outcomesOf(night.report)))).toEqual(new Set(['complete', 'denied']));
    expect(incomplete(night)).toEqual([`${ownAccount}/global/regions`]);
    expect(reasonsOf(night)).toContain(
      'ec2:DescribeRegions was denied (UnauthorizedOperation): the regions that are enabled by default were scanned',
    );
    expect(changesOf(night)).toEqual([[], [], []]);
  });

  it('says of a region that is not enabled that it was not seen', async () => {
    const off = 'me-central-1';
    proxy.answer((asked) => (asked.region === off ? refuse('disabled', asked) : undefined));
    const night = await scanning.night({ regions: [near, off] });
    expect(incomplete(night).sort()).toEqual(
      ['ec2', 'eks', 'lambda', 'rds'].map((service) => `${ownAccount}/${off}/${service}`),
    );
    expect(new Set(night.report.coverage.map(({ outcome }) => outcome))).toEqual(new Set(['complete', 'denied']));
    expect(changesOf(night)).toEqual([[], [], []]);
  });

  it.each([
    ['behind', 5],
    ['ahead', -5],
  ])('signs for the time it is there, on a machine whose clock is hours %s', async (_, hours) => {
    const expiration = new Date(Date.now() + (hours + 1) * 3_600_000).toISOString();
    proxy.answer(skewed(hours * 3_600_000), (reply) => ({
      ...reply,
      body: reply.body.replace(/(?<=<Expiration>)[^<]+/, expiration),
    }));
    proxy.taken();
    const night = await startScanning(proxy).night({ regions: [near], roles });
    expect(incomplete(night)).toEqual([]);
    // Once refused, once given: not for every call.
    expect(proxy.taken().filter(({ operation }) => operation === 'AssumeRole')).toHaveLength(2);
  });

  it('keeps a bucket of another region or partition, and says what of it could not be read', async () => {
    const [moved, foreign] = [0, 1].map((index) => `it-${ownAccount}-${near}-${index}`);
    proxy.answer((asked) => {
      if (asked.service !== 's3') return undefined;
      if (asked.path.startsWith(`/${moved}`) && asked.region === near)
        return s3Error('PermanentRedirect', 301, '', { 'x-amz-bucket-region': 'eu-central-1' });
      return asked.path.startsWith(`/${foreign}`) ? refuse('disabled', asked) : undefined;
    });
    const night = await scanning.night(whole);
    expect(incomplete(night)).toEqual([]);
    const regionOf = (bucket: string | undefined) =>
      scanning.table.items.get(`arn:aws:s3:::${bucket}\n${night.report.scannedAt}`)?.region;
    expect([moved, foreign].map(regionOf)).toEqual(['eu-central-1', expect.any(String)]);
    expect(reasonsOf(night).filter((reason) => reason.startsWith('1 bucket did not answer GetBucketAcl'))).toHaveLength(
      1,
    );
    expect(night.report.changes.gone).toEqual([]);
  });

  it('leaves out what is deleted between the list and the question about it', async () => {
    const name = `it-${ownAccount}-${near}-1`;
    proxy.answer(({ service, path }) => {
      if (service === 'eks' && path.startsWith(`/clusters/${name}`)) return jsonError('ResourceNotFoundException', 404);
      return service === 's3' && path.startsWith(`/${name}`) ? s3Error('NoSuchBucket', 404) : undefined;
    });
    const night = await scanning.night({ regions: [near] });
    expect(incomplete(night)).toEqual([]);
    expect(night.report.changes.gone.map(({ type }) => type).sort()).toEqual([
      'AWS::EKS::Cluster',
      'AWS::EKS::Nodegroup',
      'AWS::S3::Bucket',
    ]);
  });

  it('says in one line that there is nobody to scan as', async () => {
    proxy.answer((asked) => (asked.service === 'sts' ? refuse('disabled', asked) : undefined));
    await expect(scanning.night(whole)).rejects.toMatchObject({
      code: 'NO_CREDENTIALS',
      message: expect.stringMatching(/^No AWS credentials that work: [^\n]+$/),
    });
  });

  it('looks at the own account where the role of another lets nobody in', async () => {
    proxy.answer((asked) => (asked.operation === 'AssumeRole' ? refuse('denied', asked) : undefined));
    const night = await startScanning(proxy).night({ regions: [near], roles });
    expect(incomplete(night)).toEqual([`${otherAccount}/global/account`]);
    expect(reasonsOf(night)).toContain(`sts:AssumeRole on ${otherRole} was denied (AccessDenied)`);
  });
});
