import { accepted } from '#schemas/api/submission.ts';
import { type Answer, apiClient, problemOf } from './api-client.ts';
import { type Pipeline, startPipeline } from './harness.ts';

/** Requests a second of one principal, as deployed. */
const perSecond = 10;
const many = 1_000;

const json = { kind: 'template', input: { files: [{ name: 'notes.txt', content: 'nothing to see' }] } };

let pipeline: Pipeline;
let ask: ReturnType<typeof apiClient>;

/** Nobody signs here: two thousand signatures would take longer than the requests. */
const servedAt = (rate: number) => {
  beforeAll(async () => {
    pipeline = await startPipeline({ env: { API_RATE_PER_SECOND: String(rate) }, consume: false });
    ask = apiClient(pipeline.cloud);
  }, 120_000);
  afterAll(() => pipeline.stop());
};

/** The jobs of those requests that were taken; every other must have been told to come back, and when. */
const jobsOf = (answers: readonly Answer[]): readonly string[] =>
  answers.flatMap((answer) => {
    if (answer.status === 202) return [accepted.parse(answer.told).jobId];
    const { code } = problemOf(answer);
    expect([answer.status, code, answer.headers.get('retry-after')]).toEqual([429, 'TOO_MANY_REQUESTS', '1']);
    return [];
  });

const atOnce = async (headers: Readonly<Record<string, string>> = {}) =>
  jobsOf(await Promise.all(Array.from({ length: many }, () => ask('POST', '/v1/jobs', { as: null, json, headers }))));

const stored = async () => new Set((await pipeline.indexed('OwnerIndex')).map(({ jobId }) => String(jobId)));

describe(`A thousand requests at once, of somebody who has ${perSecond} a second`, () => {
  servedAt(perSecond);

  it('with one key are one job', async () => {
    const jobs = await atOnce({ 'idempotency-key': 'the-one' });
    expect(jobs.length).toBeGreaterThanOrEqual(perSecond);
    expect(new Set(jobs).size).toBe(1);
    expect(await stored()).toEqual(new Set(jobs));
  }, 120_000);

  it('each for a job of its own, are taken or told to come back, and none is lost', async () => {
    const before = await stored();
    const jobs = await atOnce();
    expect(jobs.length).toBeGreaterThanOrEqual(perSecond);
    expect(new Set(jobs).size).toBe(jobs.length);
    expect((await stored()).difference(before)).toEqual(new Set(jobs));
  }, 120_000);
});

describe('A thousand requests at once, of somebody without a limit', () => {
  servedAt(0);

  it('with one key are one job, and each is told of it', async () => {
    const jobs = await atOnce({ 'idempotency-key': 'the-one' });
    expect(jobs).toHaveLength(many);
    expect(await stored()).toEqual(new Set(jobs));
    expect(new Set(jobs).size).toBe(1);
  }, 120_000);
});
