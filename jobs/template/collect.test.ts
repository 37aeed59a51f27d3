import { Readable } from 'node:stream';
import { InputsCollected } from '#events/inputs-collected.ts';
import type { Job } from '#schemas/job.ts';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import type { ObjectStore } from '#shared/aws/object-store.ts';
import { limits } from '#shared/exports/limits.ts';
import { collect } from './collect.ts';
import { readCollection } from './generate/collection.ts';

const at = '2026-11-21T02:00:00.000Z';
const prefix = 'drops/web shop/';

const jobOf = (input = { bucket: 'in', prefix }): Job => ({
  jobId: 'job-1',
  kind: 'template',
  status: 'Running',
  stage: 'collector',
  revision: 1,
  owner: 'someone',
  correlationId: 'c',
  input,
  output: { artifacts: [], work: {}, summary: {} },
  history: [],
  handled: [],
  claims: {},
  notifications: [],
  submittedAt: at,
  updatedAt: at,
  expiresAt: 0,
});

const storeOf = (objects: Readonly<Record<string, string>>, written = new Map<string, string>()): ArtifactStore => {
  const inputs: ObjectStore = {
    bucket: 'in',
    async *list(start) {
      for (const key of Object.keys(objects).sort()) {
        const body = objects[key] ?? '';
        if (key.startsWith(start))
          yield { key, bytes: Buffer.byteLength(body), etag: `"${key.length}"`, lastModified: at };
      }
    },
    open: async (key) => Readable.from([Buffer.from(objects[key] ?? '')]),
    copy: async () => undefined,
    deleteIfUnchanged: async () => true,
  };
  return {
    ...inputs,
    async put(key, body, contentType) {
      written.set(key, String(body));
      return { name: key, key, bytes: 0, sha256: '0'.repeat(64), contentType };
    },
    readText: async (key) => written.get(key) ?? '',
  };
};

const run = async (files: Readonly<Record<string, string>>, job = jobOf()) => {
  const written = new Map<string, string>();
  const store = storeOf(
    Object.fromEntries(Object.entries(files).map(([name, body]) => [prefix + name, body])),
    written,
  );
  const result = await collect(job, { input: job.input }, { inputs: store, artifacts: store });
  return { result, written };
};

const vpcs = JSON.stringify({ Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', DhcpOptionsId: 'd' }] });

describe('a drop becomes a collection that the generator can claim', () => {
  it('and a list of exactly the objects that were taken', async () => {
    const { result, written } = await run({
      _READY: '',
      'dropforge.json': '{}',
      'vpcs + 100%.json': vpcs,
      'folder/': '',
    });
    const key = 'jobs/job-1/collector/collection.json';
    expect(result.patch.work).toEqual({ collection: key, inputs: 'jobs/job-1/collector/inputs.json' });
    expect(result.events).toEqual([{ type: InputsCollected.type, data: { key, items: 1 } }]);
    expect(JSON.parse(written.get(key) ?? '')).toMatchObject({
      files: [{ file: 'vpcs + 100%.json', outcome: 'read' }],
    });
    expect(JSON.parse(written.get('jobs/job-1/collector/inputs.json') ?? '')).toEqual(
      ['_READY', 'dropforge.json', 'folder/', 'vpcs + 100%.json'].map((name) => ({
        key: prefix + name,
        etag: expect.any(String),
        bytes: expect.any(Number),
      })),
    );
  });

  it('in several objects if it is long, which the generator reads as one', async () => {
    const Description = 'x'.repeat(400_000);
    const Policies = Array.from({ length: 50 }, (_, at) => ({
      Arn: `arn:aws:iam::111122223333:policy/${at}`,
      Description,
    }));
    const { written } = await run({ 'list-policies.json': JSON.stringify({ Policies }) });
    const keys = [...written.keys()].filter((key) => key.includes('/collection'));
    expect(keys).toHaveLength(3);
    const readText = async (key: string) => written.get(key) ?? '';
    const { resources } = await readCollection('jobs/job-1/collector/collection.json', { readText });
    expect(resources.map(({ source }) => source.pointer)).toEqual(Policies.map((_, at) => `/Policies/${at}`));
  });

  it('the same bytes for the same drop', async () => {
    const files = { 'b.json': vpcs, 'a.yaml': 'Shop: {Type: AWS::S3::Bucket}' };
    expect((await run(files)).written).toEqual((await run(files)).written);
  });

  it('a drop of a single object', async () => {
    const { written } = await run({ 'vpcs.json': vpcs }, jobOf({ bucket: 'in', prefix: `${prefix}vpcs.json` }));
    expect(JSON.parse(written.get('jobs/job-1/collector/collection.json') ?? '')).toMatchObject({
      files: [{ file: 'vpcs.json' }],
    });
  });

  it('and a summary of the files that gave nothing', async () => {
    const { result } = await run({ 'a.json': vpcs, 'b.json': '{', 'c.txt': 'x' });
    expect(result.patch.summary).toEqual({
      files: { read: 1, passedOver: 1, failed: 1 },
      fileTroubles: [
        { file: 'b.json', reason: expect.stringContaining('not valid JSON'), line: 1 },
        { file: 'c.txt', reason: expect.any(String) },
      ],
    });
  });
});

describe('a drop that nothing can be made of fails for good, and says why', () => {
  it.each<[string, Record<string, string>, string, RegExp]>([
    ['no files', { _READY: '' }, 'EMPTY_DROP', /holds no files/],
    [
      'only files that cannot be read',
      { 'notes.txt': 'milk', 'b.json': '{' },
      'EMPTY_DROP',
      /b\.json, line 1: is not valid JSON.*; notes\.txt: is plain text/,
    ],
    ['options that are no JSON', { 'dropforge.json': '{', 'a.json': vpcs }, 'INVALID_OPTIONS', /not valid JSON/],
    ['options that are unknown', { 'dropforge.json': '{"strikt":true}', 'a.json': vpcs }, 'INVALID_OPTIONS', /strikt/],
    [
      'a broken file in a strict drop',
      { 'dropforge.json': '{"strict":true}', 'a.json': vpcs, 'b.json': '{' },
      'UNREADABLE_FILE',
      /b\.json, line 1/,
    ],
  ])('%s', async (_, files, code, message) => {
    await expect(run(files)).rejects.toMatchObject({
      name: 'PermanentError',
      code,
      message: expect.stringMatching(message),
    });
  });

  it('names at most twenty files', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`${n}.txt`, 'x']));
    await expect(run(files)).rejects.toMatchObject({ message: expect.stringMatching(/and 10 more/) });
  });

  it('too many files, without reading one', async () => {
    const files = Object.fromEntries(Array.from({ length: limits.filesPerDrop + 1 }, (_, n) => [`${n}.json`, vpcs]));
    await expect(run(files)).rejects.toMatchObject({ code: 'TOO_MANY_FILES' });
  });

  it('unless it is not strict: the broken file is told of and the rest goes on', async () => {
    const { result } = await run({ 'dropforge.json': '{"strict":false}', 'a.json': vpcs, 'b.json': '{' });
    expect(result.events).toMatchObject([{ data: { items: 1 } }]);
  });
});
