import { jobStatusReply, jobView } from '#schemas/api/job-view.ts';
import type { Job } from '#schemas/job.ts';
import { aJob, jobId, submittedAt } from '../../testing/job.ts';
import { memoryJobs } from '../../testing/memory.ts';
import type { Caller } from '../caller.ts';
import { getJob } from './get-job.ts';
import { getJobStatus } from './get-job-status.ts';

const alice: Caller = { principal: 'arn:aws:iam::111122223333:role/Alice', isAdmin: false };
const bob: Caller = { principal: 'arn:aws:iam::111122223333:role/Bob', isAdmin: false };

const artifact = (name: string, stage = 'validator') => ({
  name,
  key: `jobs/${jobId}/${stage}/${name}`,
  bytes: 3,
  sha256: '0'.repeat(64),
  contentType: 'text/plain',
});

const world = async (change: Partial<Job> = {}) => {
  const jobs = memoryJobs();
  const signed: string[] = [];
  await jobs.create(aJob({ owner: alice.principal, ...change }));
  const sign = async (key: string) => {
    signed.push(key);
    return `https://signed.example/${key}`;
  };
  const request = (caller: Caller, id = jobId) => ({
    caller,
    correlationId: 'c',
    path: { jobId: id },
    query: undefined,
    headers: {},
    body: undefined,
  });
  const deps = { jobs, sign };
  return {
    signed,
    status: (caller = alice, id?: string) => getJobStatus(deps)(request(caller, id)),
    view: (caller = alice, id?: string) => getJob(deps)(request(caller, id)),
  };
};

const ended = { status: 'Succeeded', endedAt: '2026-01-02T03:04:15.000Z' } as const;
const outputOf = (names: readonly string[], summary: Job['output']['summary'] = {}) => ({
  artifacts: names.map((name) => artifact(name)),
  work: {},
  summary,
});

describe("Somebody else's job", () => {
  it.each([
    ['is like one that is not there', bob, jobId],
    ['is not there', alice, '019b7a11-0000-7000-8000-000000000009'],
  ])('%s', async (_, caller, id) => {
    const { status, view, signed } = await world({ ...ended, output: outputOf(['template.yaml']) });
    const error = {
      code: 'NO_SUCH_JOB',
      message: `There is no job ${id} of yours. GET /v1/jobs lists those that are.`,
    };
    await expect(status(caller, id)).rejects.toMatchObject(error);
    await expect(view(caller, id)).rejects.toMatchObject(error);
    expect(signed).toEqual([]);
  });

  it('is told to an admin', async () => {
    const { status } = await world();
    expect(await status({ ...bob, isAdmin: true })).toEqual({ jobId, status: 'Pending' });
  });
});

describe("A job's status", () => {
  it.each([
    ['template', ['fidelity.json', 'report.html', 'template.yaml'], 'template.yaml'],
    ['template', ['report.html', 'a.template.yaml', 'b.template.yaml'], 'a.template.yaml'],
    ['template', ['report.html', 'findings.json'], 'report.html'],
    ['spec', ['specification.md', 'specification.pdf', 'report.html'], 'specification.pdf'],
    ['inventory', ['findings.json', 'report.html'], 'report.html'],
  ] as const)('of a %s with %j links to %s', async (kind, names, main) => {
    const { status } = await world({ kind, ...ended, output: outputOf(names) });
    const told = await status();
    expect(jobStatusReply.strict().parse(told)).toEqual({
      jobId,
      status: 'Succeeded',
      downloadUrl: `https://signed.example/jobs/${jobId}/validator/${main}`,
    });
  });

  it('links to nothing if there is nothing', async () => {
    const { status } = await world({ ...ended });
    expect(await status()).toEqual({ jobId, status: 'Succeeded' });
  });

  it('links to nothing before it has succeeded, and says why it has not', async () => {
    const error = {
      code: 'EMPTY_DROP',
      message: 'Nothing was there.',
      hint: 'Drop it again.',
      stage: 'collector',
      recoverable: false,
    } as const;
    const { status, signed } = await world({ status: 'Failed', error, output: outputOf(['template.yaml']) });
    expect(await status()).toEqual({ jobId, status: 'Failed', errorMessage: 'Nothing was there. Drop it again.' });
    expect(signed).toEqual([]);
  });
});

describe('A job with its whole story', () => {
  it('is as its schema says, with a link to each of its artifacts and none to what is only ours', async () => {
    const { view, signed } = await world({
      ...ended,
      output: {
        ...outputOf(['template.yaml', 'report.html']),
        work: { collection: 'jobs/x/collector/collection.json' },
      },
      replayOf: '019b7a11-0000-7000-8000-000000000002',
      notifications: [
        { channel: 'sns', subject: 's', messageId: 'm', bodyKey: 'secret-key', cause: 'c', sentAt: submittedAt },
        {
          ...{
            channel: 'webhook',
            subject: 's',
            messageId: 'e',
            bodyKey: 'secret-key',
            cause: 'c',
            sentAt: submittedAt,
          },
          ...{ attempts: 5, statusCode: 503, failure: 'hooks.example.com answered 503.' },
        },
      ],
    });
    const told = await view();
    expect(jobView.strict().parse(told)).toEqual(told);
    expect(told).toMatchObject({ durationMs: 10_000, input: 'web', replayOf: '019b7a11-0000-7000-8000-000000000002' });
    expect(told.artifacts.map(({ name, url }) => [name, url])).toEqual([
      ['template.yaml', `https://signed.example/jobs/${jobId}/validator/template.yaml`],
      ['report.html', `https://signed.example/jobs/${jobId}/validator/report.html`],
    ]);
    expect(told.notifications[1]).toEqual({
      ...{ channel: 'webhook', subject: 's', messageId: 'e', sentAt: submittedAt },
      ...{ attempts: 5, statusCode: 503, failure: 'hooks.example.com answered 503.' },
    });
    expect(signed).toHaveLength(2);
    expect(JSON.stringify(told)).not.toMatch(/secret-key|collection\.json|claims|outbox/);
  });

  it('has one entry of its timeline for each stage, however many attempts', async () => {
    const at = (seconds: number) => new Date(Date.parse(submittedAt) + seconds * 1000).toISOString();
    const attempt = (n: number, outcome: 'retried' | 'succeeded') =>
      ({ stage: 'collector', attempt: n, startedAt: at(n), endedAt: at(n + 0.5), outcome, cause: 'c' }) as const;
    const { view } = await world({ history: [...aJob().history, attempt(1, 'retried'), attempt(3, 'succeeded')] });
    expect((await view()).timeline).toEqual([
      { stage: 'intake', startedAt: submittedAt, ms: 0, attempts: 1 },
      { stage: 'collector', startedAt: at(1), ms: 2500, attempts: 2 },
    ]);
  });

  const bySeverity = { critical: 0, high: 1, medium: 0, low: 0 };
  const many = Array.from({ length: 30 }, (_, n) => `W100${n} something`);
  it.each([
    [
      'template',
      { findings: { fatal: 0, error: 1, warn: 2, info: 0, fixed: 3 }, open: ['E3012 a'] },
      { counts: { fatal: 0, error: 1, warn: 2, info: 0, fixed: 3 }, top: ['E3012 a'] },
    ],
    ['template', { open: many }, { counts: {}, top: many.slice(0, 20) }],
    [
      'spec',
      { gaps: 2, openQuestions: 1, featuresNotFound: ['F-1'], warnings: ['w'] },
      { counts: { gaps: 2, openQuestions: 1, featuresNotFound: 1 }, top: ['w'] },
    ],
    [
      'inventory',
      { bySeverity, top: [{ severity: 'high', title: 'Open port', resource: 'sg-1', todo: 'Close it.' }] },
      { counts: bySeverity, top: ['high Open port: sg-1. Close it.'] },
    ],
    ['spec', {}, { counts: {}, top: [] }],
    ['inventory', {}, { counts: {}, top: [] }],
    ['template', {}, { counts: {}, top: [] }],
  ] as const)('of kind %s tells its findings: %j', async (kind, summary, findings) => {
    const { view } = await world({ kind, output: outputOf([], summary as Job['output']['summary']) });
    expect((await view()).findings).toEqual(findings);
  });

  it.each([
    [{ prefix: 'drops/web/' }, 'web'],
    [{ prefix: `requests/${jobId}/`, name: 'vpc.json' }, 'vpc.json'],
  ])('is made of %j, which a person calls %s', async (input, name) => {
    const { view } = await world({ input: { bucket: 'b', ...input } });
    expect((await view()).input).toBe(name);
  });
});
