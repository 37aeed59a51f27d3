import { eventually, oneBucket, type Pipeline, startPipeline } from './harness.ts';

const secrets = ['hunter2-hunter2', 'AKIAIOSFODNN7EXAMPLE', 'postgres://shop:s3cr3t-pw@db.internal:5432/shop'];

/** A function whose environment holds what must never leave the parser. */
const leaky = JSON.stringify({
  Configuration: {
    FunctionName: 'leaky',
    FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:leaky',
    Runtime: 'nodejs24.x',
    Role: 'arn:aws:iam::111122223333:role/leaky',
    Handler: 'index.handler',
    Environment: {
      Variables: { DB_PASSWORD: secrets[0], ACCESS_KEY: secrets[1], DATABASE_URL: secrets[2], STAGE: 'prod' },
    },
  },
  Code: { RepositoryType: 'S3', Location: 'https://example.com/code.zip' },
});

describe('Bad input gets a clear answer and nothing is lost', () => {
  const log: string[] = [];
  let pipeline: Pipeline;

  beforeAll(async () => {
    pipeline = await startPipeline({ logLevel: 'DEBUG', onLog: (line) => log.push(line) });
  }, 120_000);
  afterAll(() => pipeline.stop());

  const failed = async (folder: string, files: Readonly<Record<string, string>>) => {
    await pipeline.drop(folder, files);
    const job = await pipeline.settled(folder, 'Failed');
    const [email] = pipeline.emailsOf(folder);
    return { job, email: email?.body ?? '' };
  };

  it('an empty folder fails with EMPTY_DROP', async () => {
    const { job, email } = await failed('empty', {});
    expect(job.error).toMatchObject({ code: 'EMPTY_DROP', recoverable: false });
    expect(email).toContain('EMPTY_DROP');
  }, 120_000);

  it('a folder of files that cannot be read fails, and the email says of each why', async () => {
    const { job, email } = await failed('unreadable', { 'notes.txt': 'buy milk', 'photo.json': '\u0000\u0001\u0002' });
    expect(job.error?.code).toBe('EMPTY_DROP');
    expect(email).toContain('notes.txt');
    expect(email).toContain('photo.json');
  }, 120_000);

  it('one broken file among good ones is named with its line, and the rest is made', async () => {
    await pipeline.drop('one-broken', { ...oneBucket, 'broken.json': '{\n  "Vpcs": [\n    {"VpcId": }\n  ]\n}' });
    const job = await pipeline.settled('one-broken', 'Succeeded');
    expect(job.output.summary).toMatchObject({ files: { read: 1, failed: 1 } });
    expect(pipeline.emailsOf('one-broken')[0]?.body).toMatch(/broken\.json.*line 3/s);
  }, 120_000);

  it('the same with strict: true fails', async () => {
    const { job } = await failed('strict', {
      ...oneBucket,
      'broken.json': '{',
      'dropforge.json': '{"strict": true}',
    });
    expect(job.error?.code).toBe('UNREADABLE_FILE');
  }, 120_000);

  it('an alias bomb fails for itself only', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`,
    );
    await pipeline.drop('bomb', { ...oneBucket, 'bomb.yaml': ['l0: &l0 [x]', ...levels].join('\n') });
    expect((await pipeline.settled('bomb', 'Succeeded')).output.summary).toMatchObject({
      files: { read: 1, failed: 1 },
    });
  }, 120_000);

  it('keys with spaces, +, %, unicode and .. are taken as they are', async () => {
    const names = ['a b+c.json', '100%.json', '%2e%2e.json', 'ü ñ 漢.json', '../escape.json', 'x/../y.json'];
    await pipeline.drop(
      'odd keys +%',
      Object.fromEntries(names.map((name, i) => [name, bucketNamed(`dropforge-odd-${i}`)])),
    );
    const job = await pipeline.settled('odd keys +%', 'Succeeded');
    expect(job.output.summary).toMatchObject({ resources: names.length });
    const archived = await pipeline.keys('Archive', `${job.archive?.prefix}inputs/`);
    expect(archived.map((key) => key.slice(`${job.archive?.prefix}inputs/`.length)).sort()).toEqual(
      [...names, '_READY'].sort(),
    );
    expect(await pipeline.keys('Input', 'drops/odd keys +%/')).toEqual([]);
  }, 120_000);

  it('secrets appear in no artifact, event, email, record or log', async () => {
    await pipeline.drop('leaky', { 'get-function.json': leaky });
    const job = await pipeline.settled('leaky', 'Succeeded');
    const artifacts = await Promise.all((await pipeline.keys('Output', `jobs/${job.jobId}/`)).map(pipeline.read));
    const told = JSON.stringify([job, pipeline.eventsOf('leaky'), pipeline.emailsOf('leaky'), artifacts, log]);
    expect(artifacts.join()).toContain('NoEcho: true');
    expect(log.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(told).not.toContain(secret);
  }, 120_000);

  it('an object that lies directly under drops/ is a drop of its own', async () => {
    await pipeline.put('drops/alone.json', bucketNamed('dropforge-alone'));
    await eventually('its job has succeeded', async () =>
      pipeline.emails().find(({ subject }) => subject.includes('alone.json') && subject.includes('ready')),
    );
  }, 120_000);
});

const bucketNamed = (BucketName: string) => JSON.stringify({ Type: 'AWS::S3::Bucket', Properties: { BucketName } });
