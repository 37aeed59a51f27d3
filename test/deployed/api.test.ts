import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type * as z from 'zod';
import { healthReply } from '#schemas/api/health.ts';
import { changesReply, findingsReply, inventorySummaryReply, resourcesReply } from '#schemas/api/inventory-view.ts';
import { jobList, jobStatusReply, jobView } from '#schemas/api/job-view.ts';
import { type ProblemCode, problem } from '#schemas/api/problem.ts';
import { accepted } from '#schemas/api/submission.ts';
import { uploadReply } from '#schemas/api/upload.ts';
import type { JsonObject } from '#schemas/json.ts';
import { type Answer, type Asked, apiClient, download, sendForm } from './api-client.ts';
import { type Credentials, callersOf } from './callers.ts';
import { type DeployedStack, deployedStack } from './deployed-stack.ts';
import { eventually } from './eventually.ts';
import { mcpClient } from './mcp-client.ts';
import type { MiniStack } from './ministack.ts';

const nobodysJob = '0193a5c0-0000-7000-8000-000000000000';
const examples = join(import.meta.dirname, '..', '..', 'examples');

/** The files of an example, or those of them that match, as a request holds them. */
const inlineFiles = async (example: string, pattern = '**/*') => {
  const cwd = join(examples, example);
  const paths: string[] = [];
  for await (const entry of glob(pattern, { cwd, withFileTypes: true }))
    if (entry.isFile()) paths.push(join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => ({ name: path.slice(cwd.length + 1), content: await readFile(path, 'utf8') })),
  );
};

describe('the REST API of the deployed stack', () => {
  let stack: DeployedStack | undefined;
  let ministack: MiniStack;
  let ask: ReturnType<typeof apiClient>;
  let callers: Readonly<Record<'Ada' | 'Bob' | 'Stranger', Credentials>>;

  beforeAll(async () => {
    stack = await deployedStack('api');
    ({ ministack } = stack);
    const restApiId = stack.output('RestApiId');
    ask = apiClient(ministack, restApiId, stack.stage);
    callers = await callersOf(stack.clients, restApiId, ['Ada', 'Bob', 'Stranger'], ['Stranger']);
  });

  afterAll(async () => {
    await stack?.stop();
  });

  /** The problem that an answer is, after checking that it is one. */
  const problemOf = ({ status, headers, text }: Answer) => {
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    const told = problem.parse(JSON.parse(text));
    expect({ status, correlation: headers['x-correlation-id'] }).toEqual({
      status: told.status,
      correlation: told.correlationId,
    });
    return told;
  };

  /** The body of an answer of this status. Throws, with the answer, for another. */
  const bodyOf = <Schema extends z.ZodType>({ status, text }: Answer, expected: number, schema: Schema) => {
    if (status !== expected) throw new Error(`${status}, not ${expected}: ${text}`);
    return schema.parse(JSON.parse(text));
  };

  it('tells whoever asks that it is up', async () => {
    expect(bodyOf(await ask('GET', '/v1/health'), 200, healthReply).status).toBe('OK');
  });

  it('asks for a signature', async () => {
    const answer = await ask('GET', '/v1/jobs');
    expect(problemOf(answer).code).toBe('UNAUTHENTICATED');
    expect(answer.headers['www-authenticate']).toBe('AWS4-HMAC-SHA256');
  });

  it.each<[string, () => Asked]>([
    ['of another secret', () => ({ as: { ...callers.Ada, secretAccessKey: 'guessed' } })],
    ['of a key that does not exist', () => ({ as: { ...callers.Ada, accessKeyId: 'ASIAXXXXXXXXXXXXXXXX' } })],
    ['of another request', () => ({ as: callers.Ada, forged: { 'x-amz-date': '20200101T000000Z' } })],
    ['of an hour ago', () => ({ as: callers.Ada, signedAt: new Date(Date.now() - 3_600_000) })],
  ])('refuses a signature %s', async (_, asked) => {
    const answer = await ask('GET', '/v1/jobs', asked());
    expect(problemOf(answer).code).toBe('UNAUTHENTICATED');
  });

  it('refuses who has no leave to call', async () => {
    const { status } = await ask('GET', '/v1/jobs', { as: callers.Stranger });
    expect(status).toBe(403);
  });

  it('reaches all that it stands on, with the rights of its role', async () => {
    const { checks } = bodyOf(await ask('GET', '/v1/health?deep=1', { as: callers.Ada }), 200, healthReply);
    expect(checks).toHaveLength(4);
  });

  /** The job of a caller once it has ended, as job-status tells it. */
  const ended = (jobId: string, as: Credentials) =>
    eventually(`job ${jobId} ends`, 90_000, async () => {
      const answer = await ask('GET', `/v1/job-status/${jobId}`, { as });
      if (answer.status === 503) return undefined; // on a busy machine: asked again, as any client would
      const told = bodyOf(answer, 200, jobStatusReply);
      return ['Succeeded', 'Failed'].includes(told.status) ? told : undefined;
    });

  const expectTemplate = async (url: string | undefined) => {
    const { status, text } = await download(url ?? 'no link', ministack);
    expect(status).toBe(200);
    expect(Object.keys(parse(text, { logLevel: 'silent' }).Resources).length).toBeGreaterThanOrEqual(5);
  };

  it('makes a template of the files in a request, once for an idempotency key, and tells none but its owner', async () => {
    const body = { input: { files: await inlineFiles('web-service') } };
    const submit = (sent: JsonObject) =>
      ask('POST', '/v1/generate-template', { as: callers.Ada, body: sent, headers: { 'idempotency-key': 'monday' } });
    const { jobId } = bodyOf(await submit(body), 202, accepted);
    expect(bodyOf(await submit(body), 202, accepted)).toMatchObject({ jobId, isNew: false });
    const other = await submit({ input: { files: body.input.files.slice(0, 1) } });
    expect(problemOf(other).code).toBe<ProblemCode>('IDEMPOTENCY_KEY_REUSED');

    const job = await ended(jobId, callers.Ada);
    expect(job).toMatchObject({ status: 'Succeeded' });
    await expectTemplate(job.downloadUrl);

    const { owner } = bodyOf(await ask('GET', `/v1/jobs/${jobId}`, { as: callers.Ada }), 200, jobView);
    expect(owner).toMatch(/:role\/Ada$/);
    for (const path of [`/v1/jobs/${jobId}`, `/v1/job-status/${jobId}`])
      expect(problemOf(await ask('GET', path, { as: callers.Bob })).code).toBe<ProblemCode>('NO_SUCH_JOB');
    const listed = async (as: Credentials) => bodyOf(await ask('GET', '/v1/jobs', { as }), 200, jobList).jobs;
    expect((await listed(callers.Ada)).map((row) => row.jobId)).toEqual([jobId]);
    expect(await listed(callers.Bob)).toEqual([]);
  });

  it('takes files by signed forms, and makes a job of them', async () => {
    const files = await inlineFiles('data-pipeline');
    const body = { files: files.map(({ name }) => ({ name, contentType: 'application/json' })) };
    const upload = bodyOf(await ask('POST', '/v1/uploads', { as: callers.Bob, body }), 201, uploadReply);
    for (const { name, url, fields } of upload.files) {
      const form = new FormData();
      for (const [field, value] of Object.entries(fields)) form.append(field, value);
      form.append('file', new Blob([files.find((file) => file.name === name)?.content ?? '']), name);
      expect((await sendForm(url, form, ministack)).status).toBe(204);
    }
    const input = { uploadId: upload.uploadId };
    const submitted = { kind: 'template', input };
    const stolen = await ask('POST', '/v1/jobs', { as: callers.Ada, body: submitted });
    expect(problemOf(stolen).code).toBe<ProblemCode>('NO_SUCH_UPLOAD');
    const { jobId } = bodyOf(await ask('POST', '/v1/jobs', { as: callers.Bob, body: submitted }), 202, accepted);
    const job = await ended(jobId, callers.Bob);
    expect(job).toMatchObject({ status: 'Succeeded' });
    await expectTemplate(job.downloadUrl);
  });

  it('reads what a scan found, and runs the scan again from a stage', async () => {
    const as = callers.Bob;
    const body = { input: { files: await inlineFiles('account', '2026-11-20*/**/us-east-1/describe-*.json') } };
    const { jobId } = bodyOf(await ask('POST', '/v1/inventory', { as, body }), 202, accepted);
    expect(await ended(jobId, as)).toMatchObject({ status: 'Succeeded' });
    const found = bodyOf(await ask('GET', `/v1/inventory/findings?jobId=${jobId}`, { as }), 200, findingsReply);
    expect(found.total).toBeGreaterThan(0);
    const listed = bodyOf(await ask('GET', `/v1/inventory/resources?jobId=${jobId}`, { as }), 200, resourcesReply);
    expect(listed.resources.length).toBeGreaterThan(0);
    for (const [view, schema] of [['summary', inventorySummaryReply] as const, ['changes', changesReply] as const])
      bodyOf(await ask('GET', `/v1/inventory/${view}?jobId=${jobId}`, { as }), 200, schema);

    const again = await eventually('the scan is archived, and runs again', 30_000, async () => {
      const answer = await ask('POST', `/v1/jobs/${jobId}/replay?from=generator`, { as });
      return answer.status === 409 ? undefined : bodyOf(answer, 202, accepted);
    });
    expect(await ended(again.jobId, as)).toMatchObject({ status: 'Succeeded' });
    const late = await ask('POST', `/v1/jobs/${jobId}/cancel`, { as });
    expect(problemOf(late).code).toBe<ProblemCode>('JOB_ENDED');
  });

  it('knows neither another path nor a job that is none', async () => {
    for (const path of ['/v1/nothing', `/v1/jobs/${nobodysJob}`]) {
      const answer = await ask('GET', path, { as: callers.Ada });
      expect(problemOf(answer).status).toBe(404);
    }
  });

  it('speaks MCP to a signed client, which judges a template and finds the jobs of its principal', async () => {
    const client = await mcpClient(ask, callers.Bob);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining(['start_template_job', 'get_findings']));
    const template = 'Resources: { Data: { Type: AWS::S3::Bucket, Properties: { BucketNam: typo } } }';
    const judged = await client.callTool({ name: 'validate_template', arguments: { template } });
    expect(judged.structuredContent).toMatchObject({ verdict: 'invalid' });
    const { structuredContent } = await client.callTool({ name: 'list_jobs', arguments: {} });
    const owners = jobList.parse(structuredContent).jobs.map(({ owner }) => owner);
    expect([...new Set(owners)]).toEqual([expect.stringMatching(/:role\/Bob$/)]);
    await client.close();
  });

  it('refuses MCP to whoever does not sign', async () => {
    const answer = await ask('POST', '/v1/mcp', { body: { jsonrpc: '2.0', id: 1, method: 'tools/list' } });
    expect(problemOf(answer).code).toBe<ProblemCode>('UNAUTHENTICATED');
  });
});
