import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cloud } from '#local/cloud/cloud.ts';
import { startFixture } from '#local/cloud/fixture/cloud.ts';
import { startCloud } from '#local/cloud/start-cloud.ts';
import { packageService } from '#local/package/package-service.ts';
import { percentile } from './drive.ts';
import type { Findings } from './run.ts';

const warmUps = 20;
const reads = 500;
const submits = 60;

const bucket = JSON.stringify({ Type: 'AWS::S3::Bucket', Properties: { BucketName: 'dropforge-bench-bucket' } });
const submission = JSON.stringify({ input: { files: [{ name: 'bucket.json', content: bucket }] } });

type Ask = (path: string, body?: string) => Promise<Response>;

const asking =
  ({ apiUrl }: Pick<Cloud, 'apiUrl'>): Ask =>
  (path, body) =>
    fetch(
      `${apiUrl}${path}`,
      body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } },
    );

/** Milliseconds from the first byte sent to the last received, one request after the other, the first few left out. */
const timed = async (
  count: number,
  ask: (i: number) => Promise<Response>,
  status: number,
  after?: (reply: string) => Promise<unknown>,
) => {
  const times: number[] = [];
  for (let i = -warmUps; i < count; i++) {
    const start = performance.now();
    const reply = await ask(i);
    const text = await reply.text();
    const ms = performance.now() - start;
    if (reply.status !== status) throw new Error(`${reply.status} instead of ${status}: ${text.slice(0, 500)}`);
    await after?.(text);
    if (i >= 0) times.push(ms);
  }
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99) };
};

type View = { status: string; timeline: { stage: string }[] };

/** Until the job is archived, so that its stages don't compete with the next request. */
const ended = async (ask: Ask, reply: string): Promise<string> => {
  const { jobId } = JSON.parse(reply) as { jobId: string };
  for (;;) {
    const { status, timeline } = (await (await ask(`/v1/jobs/${jobId}`)).json()) as View;
    if (status === 'Failed') throw new Error(`Job ${jobId} failed`);
    if (timeline.some(({ stage }) => stage === 'cleanup')) return jobId;
    await sleep(50);
  }
};

/** What a request costs before any function of ours has done a thing: the gateway, the worker and the way back. */
const empty = async () => {
  const { cloud, stop } = await startFixture();
  const ask = asking(cloud);
  const body = JSON.stringify({ do: 'reply', reply: { statusCode: 200, body: '{}' } });
  const figures = await timed(reads, () => ask('/v1/jobs', body), 200);
  await stop();
  return figures;
};

const ours = async () => {
  const cloud = await startCloud({
    package: await packageService(),
    overrides: { env: { api: { API_RATE_PER_SECOND: '1000000' } } }, // counted all the same
  });
  const ask = asking(cloud);
  const jobId = await ended(ask, await (await ask('/v1/generate-template', submission)).text());
  const health = await timed(reads, () => ask('/v1/health'), 200);
  const status = await timed(reads, () => ask(`/v1/job-status/${jobId}`), 200);
  const job = await timed(reads, () => ask(`/v1/jobs/${jobId}`), 200);
  const list = await timed(reads, () => ask('/v1/jobs'), 200);
  const submit = await timed(
    submits,
    () => ask('/v1/generate-template', submission),
    202,
    (reply) => ended(ask, reply),
  );
  await cloud.stop();
  return { health, status, job, list, submit };
};

const ms = (value: number): string => value.toFixed(1);

/** What a request takes on the embedded cloud, beside one to a function that does nothing, in the same run. */
export const run = async (): Promise<Findings> => {
  const nothing = await empty();
  const { health, status, job, list, submit } = await ours();
  const rows = Object.entries({
    'an empty handler': nothing,
    'GET /v1/health': health,
    'GET /v1/job-status/{jobId}': status,
    'GET /v1/jobs/{jobId}': job,
    'GET /v1/jobs': list,
    'POST /v1/generate-template': submit,
  });
  return {
    tables: [
      {
        title: 'A request to the API, on the embedded cloud (ms)',
        columns: ['request', 'p50', 'p95', 'p99'],
        rows: rows.map(([name, { p50, p95, p99 }]) => [name, ms(p50), ms(p95), ms(p99)]),
        note: `${reads} reads and ${submits} submissions, one after the other; goals: p50 under 10 for the status, under 30 to submit.`,
      },
    ],
    figures: Object.fromEntries(rows),
  };
};
