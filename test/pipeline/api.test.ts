import { strToU8, zipSync } from 'fflate';
import type * as z from 'zod';
import { healthReply } from '#schemas/api/health.ts';
import { jobList, jobStatusReply, jobView } from '#schemas/api/job-view.ts';
import { accepted } from '#schemas/api/submission.ts';
import { uploadReply } from '#schemas/api/upload.ts';
import openapi from '../../schemas/json/openapi.json' with { type: 'json' };
import { type Answer, type Asked, apiClient, type Name, people, principalOf, problemOf, toldBy } from './api-client.ts';
import { eventually, type Pipeline, startPipeline } from './harness.ts';

const bucket = JSON.stringify({ Type: 'AWS::S3::Bucket', Properties: { BucketName: 'dropforge-test-bucket' } });
const inline = { files: [{ name: 'bucket.json', content: bucket }] };
const noJob = '019b7a11-0000-7000-8000-000000000001';

const log: string[] = [];
let pipeline: Pipeline;
let ask: (method: string, path: string, asked?: Asked) => Promise<Answer>;

beforeAll(async () => {
  pipeline = await startPipeline({
    env: { ADMIN_PRINCIPALS: principalOf('Admin'), API_RATE_PER_SECOND: '0' },
    api: { auth: 'iam', credentials: Object.values(people) },
    logLevel: 'DEBUG',
    onLog: (line) => log.push(line),
  });
  ask = apiClient(pipeline.cloud);
}, 120_000);
afterAll(() => pipeline.stop());

const start = async (path: string, asked: Asked) => toldBy(accepted, await ask('POST', path, asked), 202);

/** How a job stands once it has ended. */
const ended = (jobId: string, as: Name = 'Alice'): Promise<z.infer<typeof jobStatusReply>> =>
  eventually(`job ${jobId} has ended`, async () => {
    const told = toldBy(jobStatusReply, await ask('GET', `/v1/job-status/${jobId}`, { as }), 200);
    return told.status === 'Succeeded' || told.status === 'Failed' ? told : undefined;
  });

/** Once it is told and archived, too: from then on nothing changes the job any more. */
const settled = (jobId: string) =>
  eventually(`job ${jobId} has settled`, async () => {
    const job = await pipeline.jobs.get(jobId);
    return job?.archive && job.notifications.length > 0 && !job.outbox ? job : undefined;
  });

const view = async (jobId: string) => toldBy(jobView, await ask('GET', `/v1/jobs/${jobId}`), 200);

const download = async (url = ''): Promise<string> => (await fetch(url)).text();

describe('The service', () => {
  it('is up, and so is all it stands on', async () => {
    const told = toldBy(healthReply, await ask('GET', '/v1/health?deep=1', { as: null }), 200);
    expect(told.checks).toHaveLength(4);
  });

  it('describes itself', async () => {
    expect((await ask('GET', '/v1/openapi.json', { as: null })).told).toEqual(openapi);
  });
});

describe('A template asked for with its files', () => {
  it('comes out, known by one correlation id from the request to the email', async () => {
    const correlationId = 'order-7/a';
    const answer = await ask('POST', '/v1/generate-template', {
      json: { input: inline },
      headers: { 'x-correlation-id': correlationId },
    });
    const { jobId, ...told } = toldBy(accepted, answer, 202);
    expect(told).toEqual({ correlationId, kind: 'template', isNew: true });
    expect(answer.headers.get('x-correlation-id')).toBe(correlationId);

    const { downloadUrl } = await ended(jobId);
    expect(await download(downloadUrl)).toContain('dropforge-test-bucket');

    await settled(jobId);
    const job = await view(jobId);
    expect(job).toMatchObject({
      owner: principalOf('Alice'),
      correlationId,
      input: 'bucket.json',
      status: 'Succeeded',
    });
    expect(job.timeline.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['intake', 'collector', 'generator', 'validator']),
    );
    expect(job.findings.counts).toMatchObject({ fatal: 0, error: 0 });
    const links = await Promise.all(
      job.artifacts.map(async ({ url, bytes }) => (await download(url)).length > 0 === bytes > 0),
    );
    expect(links).not.toContain(false);

    const events = pipeline.allEvents().filter(({ metadata }) => metadata.jobId === jobId);
    expect(new Set(events.map(({ metadata }) => metadata.correlationId))).toEqual(new Set([correlationId]));
    const lines = log.filter((line) => line.includes(correlationId)).join('\n');
    for (const code of ['REQUEST_ANSWERED', 'JOB_SUBMITTED', 'STAGE_COMMITTED']) expect(lines).toContain(code);
    expect(pipeline.emails().find(({ body }) => body.includes(jobId))?.body).toContain(correlationId);
  }, 120_000);

  it('is counted, by operation and status for the API and once more for the pipeline', () => {
    const counted = (metric: string) =>
      log.filter((line) => line.includes(`"${metric}":`)).map((line) => JSON.parse(line) as Record<string, unknown>);
    const told = counted('ApiRequests').find(({ operation }) => operation === 'generateTemplate');
    expect(told).toMatchObject({ status: '202', ApiRequests: 1, ApiLatencyMs: expect.any(Number) });
    const submitted = counted('JobsSubmitted');
    expect(submitted).not.toHaveLength(0);
    for (const line of submitted) expect(line).not.toHaveProperty('operation');
  });

  it('is the same job for the same key and body, and refused for the same key and another', async () => {
    const json = { kind: 'template', input: inline };
    const headers = { 'idempotency-key': 'k-1' };
    const first = await start('/v1/jobs', { json, headers });
    expect(await start('/v1/jobs', { json, headers })).toEqual({ ...first, isNew: false });
    const other = await ask('POST', '/v1/jobs', { json: { ...json, options: { strict: true } }, headers });
    expect([other.status, problemOf(other).code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    const bobs = await start('/v1/jobs', { json, headers, as: 'Bob' });
    expect(bobs).toMatchObject({ isNew: true });
    expect(bobs.jobId).not.toBe(first.jobId);
  }, 120_000);
});

describe('A specification', () => {
  const source = {
    'src/cart.ts': strToU8(
      'export const total = (prices: number[]): number => prices.reduce((sum, price) => sum + price, 0);\n',
    ),
    'README.md': strToU8('# Shop\n\nThe cart shows the total of its goods.\n'),
  };
  const descriptor = {
    moduleName: 'Shop',
    version: '1.0',
    features: [{ id: 'CART-1', description: 'The cart shows the total of the prices of its goods' }],
  };

  it('is made of a form with an archive and a descriptor', async () => {
    const form = new FormData();
    form.append(
      'archive',
      new Blob([zipSync(source) as Uint8Array<ArrayBuffer>], { type: 'application/zip' }),
      'shop.zip',
    );
    form.append('descriptor', new Blob([JSON.stringify(descriptor)], { type: 'application/json' }), 'descriptor.json');
    const sent = new Response(form);
    const { jobId, kind } = await start('/v1/generate-spec', {
      body: new Uint8Array(await sent.arrayBuffer()),
      headers: { 'content-type': sent.headers.get('content-type') ?? '' },
    });
    expect(kind).toBe('spec');
    const prefix = `requests/${jobId}/`;
    expect(await pipeline.keys('Input', prefix)).toEqual([
      `${prefix}archive.zip`,
      `${prefix}descriptor.json`,
      `${prefix}dropforge.json`,
    ]);
    const { status, downloadUrl, errorMessage } = await ended(jobId);
    expect([status, errorMessage]).toEqual(['Succeeded', undefined]);
    expect((await download(downloadUrl)).slice(0, 5)).toBe('%PDF-');
  }, 120_000);
});

describe('Files that are too large for a request', () => {
  const upload = async (name: string, content: string) => {
    const { uploadId, files } = toldBy(
      uploadReply,
      await ask('POST', '/v1/uploads', { json: { files: [{ name }] } }),
      201,
    );
    const [file] = files;
    const form = new FormData();
    for (const [field, value] of Object.entries(file?.fields ?? {})) form.append(field, value);
    form.append('file', new Blob([content]));
    const { status } = await fetch(file?.url ?? '', { method: 'POST', body: form });
    return { uploadId, status };
  };

  it('are sent by signed forms, and become one job', async () => {
    const { uploadId, status } = await upload('exports/bucket.json', bucket);
    expect(status).toBe(204);
    const json = { kind: 'template', input: { uploadId } };
    const { jobId } = await start('/v1/jobs', { json });
    expect(await ended(jobId)).toMatchObject({ status: 'Succeeded' });
    expect(await view(jobId)).toMatchObject({ input: 'exports' });
    const again = await ask('POST', '/v1/jobs', { json });
    expect([again.status, problemOf(again).code]).toEqual([409, 'UPLOAD_USED']);
  }, 120_000);

  it("are nobody else's input", async () => {
    const { uploadId } = await upload('bucket.json', bucket);
    const answer = await ask('POST', '/v1/jobs', { json: { kind: 'template', input: { uploadId } }, as: 'Bob' });
    expect([answer.status, problemOf(answer).code]).toEqual([404, 'NO_SUCH_UPLOAD']);
  });
});

describe("Somebody else's job", () => {
  let jobId: string;
  beforeAll(async () => {
    ({ jobId } = await start('/v1/jobs', { json: { kind: 'template', input: inline } }));
    await settled(jobId);
  }, 120_000);

  it.each([
    ['GET', '/v1/jobs/ID'],
    ['GET', '/v1/job-status/ID'],
    ['POST', '/v1/jobs/ID/cancel'],
    ['POST', '/v1/jobs/ID/replay'],
  ])('is not there: %s %s', async (method, path) => {
    const answer = await ask(method, path.replace('ID', jobId), { as: 'Bob' });
    expect([answer.status, problemOf(answer).code]).toEqual([404, 'NO_SUCH_JOB']);
  });

  const listed = async (as: Name, query = '') =>
    toldBy(jobList, await ask('GET', `/v1/jobs?limit=100${query}`, { as }), 200).jobs.map((job) => job.jobId);

  it('is in no list but those of its owner and of admins', async () => {
    expect(await listed('Alice')).toContain(jobId);
    expect(await listed('Bob')).not.toContain(jobId);
    expect(await listed('Admin')).not.toContain(jobId);
    expect(await listed('Admin', '&owner=*')).toContain(jobId);
    expect(await listed('Admin', `&owner=${encodeURIComponent(principalOf('Alice'))}`)).toContain(jobId);
  });

  it('can be looked at by admins', async () => {
    expect(await ended(jobId, 'Admin')).toMatchObject({ status: 'Succeeded' });
  });
});

describe('A job', () => {
  it('that has not ended can be cancelled', async () => {
    // It hangs in its collector, so that there is time.
    const simulate = { stage: 'collector', fault: 'timeout', times: 10 };
    const { jobId } = await start('/v1/process', { json: { kind: 'template', input: inline, simulate } });
    toldBy(accepted, await ask('POST', `/v1/jobs/${jobId}/cancel`), 202);
    expect(await ended(jobId)).toMatchObject({ status: 'Failed' });
    expect((await view(jobId)).error).toMatchObject({ code: 'CANCELLED' });
  }, 120_000);

  it('that has ended can be run again, but not be cancelled', async () => {
    const { jobId } = await start('/v1/jobs', { json: { kind: 'template', input: inline } });
    await settled(jobId);
    const cancelled = await ask('POST', `/v1/jobs/${jobId}/cancel`);
    expect([cancelled.status, problemOf(cancelled).code]).toEqual([409, 'JOB_ENDED']);
    const again = toldBy(accepted, await ask('POST', `/v1/jobs/${jobId}/replay?from=generator`), 202);
    const { downloadUrl } = await ended(again.jobId);
    expect(await download(downloadUrl)).toContain('dropforge-test-bucket');
  }, 120_000);
});

describe('An inventory', () => {
  it('of exports is taken, and read by its parts', async () => {
    const volumes = {
      Volumes: [
        {
          VolumeId: 'vol-1',
          AvailabilityZone: 'eu-west-1a',
          Size: 100,
          State: 'available',
          VolumeType: 'gp2',
          Encrypted: false,
          CreateTime: '2026-01-01T00:00:00.000Z',
          Attachments: [],
        },
      ],
    };
    const json = { input: { files: [{ name: 'volumes.json', content: JSON.stringify(volumes) }] } };
    const { jobId } = await start('/v1/inventory', { json });
    expect(await ended(jobId)).toMatchObject({ status: 'Succeeded' });
    for (const part of ['summary', 'findings', 'changes', 'resources'])
      expect(await ask('GET', `/v1/inventory/${part}?jobId=${jobId}`)).toMatchObject({ status: 200, told: { jobId } });
  }, 120_000);
});

describe('What is refused', () => {
  const jsonType = { 'content-type': 'application/json' };
  const formType = { 'content-type': 'multipart/form-data; boundary=part' };
  const job = (input: unknown) => ({ kind: 'template', input });
  it.each<[string, string, string, Asked, number, string]>([
    ['no JSON', 'POST', '/v1/jobs', { body: '{', headers: jsonType }, 400, 'INVALID_REQUEST'],
    ['no form', 'POST', '/v1/generate-spec', { body: 'archive', headers: formType }, 400, 'MALFORMED_BODY'],
    [
      'a file above the folder',
      'POST',
      '/v1/jobs',
      { json: job({ files: [{ name: '../../drops/x/a.json', content: '' }] }) },
      400,
      'INVALID_REQUEST',
    ],
    [
      'an upload above the folder',
      'POST',
      '/v1/uploads',
      { json: { files: [{ name: 'a/../../b' }] } },
      400,
      'INVALID_REQUEST',
    ],
    [
      'a folder above the folder',
      'POST',
      '/v1/jobs',
      { json: job({ folder: '..' }), as: 'Admin' },
      400,
      'INVALID_REQUEST',
    ],
    [
      'an upload of 51 MB',
      'POST',
      '/v1/uploads',
      { json: { files: [{ name: 'a', maxBytes: 51 * 1024 * 1024 }] } },
      400,
      'INVALID_REQUEST',
    ],
    ['nobody', 'GET', '/v1/jobs', { as: null }, 401, 'UNAUTHENTICATED'],
    ["everybody's jobs", 'GET', '/v1/jobs?owner=*', {}, 403, 'FORBIDDEN'],
    ['a folder for all but admins', 'POST', '/v1/jobs', { json: job({ folder: 'web' }) }, 403, 'FORBIDDEN'],
    ['no such folder', 'POST', '/v1/jobs', { json: job({ folder: 'web' }), as: 'Admin' }, 404, 'NO_SUCH_DROP'],
    ['no such job', 'GET', `/v1/jobs/${noJob}`, {}, 404, 'NO_SUCH_JOB'],
    ['nothing', 'GET', '/v1/nothing', {}, 404, 'NOT_FOUND'],
    ['another method', 'DELETE', '/v1/jobs', {}, 405, 'METHOD_NOT_ALLOWED'],
    [
      '5.5 MB',
      'POST',
      '/v1/jobs',
      { json: job({ files: ['a', 'b'].map((name) => ({ name, content: 'x'.repeat(2_700_000) })) }) },
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    [
      'a form where none is taken',
      'POST',
      '/v1/jobs',
      { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'two files of one name',
      'POST',
      '/v1/jobs',
      { json: job({ files: [inline.files[0], inline.files[0]] }) },
      422,
      'INCONSISTENT_REQUEST',
    ],
    [
      'a webhook into our own network',
      'POST',
      '/v1/jobs',
      { json: { ...job(inline), notification: { type: 'WEBHOOK', target: 'https://169.254.169.254/latest' } } },
      422,
      'INCONSISTENT_REQUEST',
    ],
  ])('%s', async (_, method, path, asked, status, code) => {
    const answer = await ask(method, path, asked);
    expect([answer.status, problemOf(answer).code]).toEqual([status, code]);
  });
});
