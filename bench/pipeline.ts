import { performance } from 'node:perf_hooks';
import { catalogue } from '#events/index.ts';
import { packageService } from '#local/package/package-service.ts';
import type { Job } from '#schemas/job.ts';
import { type ColdStart, coldStarts } from './cold-start.ts';
import { type Drive, filesOf, percentile, startDrive } from './drive.ts';
import { billOf, meter } from './meter.ts';
import { prices } from './prices.ts';
import type { Findings, Table } from './run.ts';

const small = new Map([
  ['bucket.json', JSON.stringify({ Type: 'AWS::S3::Bucket', Properties: { BucketName: 'dropforge-bench-bucket' } })],
]);

const oneByOne = 30;
const atOnce = 200;
const metered = 20;

/** The steps that a state machine would have: collect, generate, validate, notify, clean up. */
const steps = 5;

/** Time from a complete drop to the job's end, and how much of it the stages' own code ran. */
const latency = async () => {
  const drive = await startDrive();
  const times: number[] = [];
  const shares: number[] = [];
  for (let i = -3; i < oneByOne; i++) {
    const folder = `one-${i}`;
    await drive.upload(folder, small);
    const start = performance.now();
    await drive.ready(folder);
    const ms = (await drive.end(folder)) - start;
    await drive.archived(folder);
    if (i < 0) continue; // the first jobs warm the workers
    times.push(ms);
    shares.push(ownTime(await drive.jobOf(folder), ['collector', 'generator', 'validator']) / ms);
  }
  await drive.stop();
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), ownShare: percentile(shares, 0.5) };
};

/** Milliseconds that the job's stages ran their own code, claims and commits left out. */
const ownTime = ({ history }: Job, stages: readonly string[]): number =>
  history
    .filter(({ stage }) => stages.includes(stage))
    .reduce((sum, { startedAt, endedAt }) => sum + Date.parse(endedAt) - Date.parse(startedAt), 0);

/** Many jobs at once: how many a second, and the most memory the whole cloud took (services, workers and all). */
const throughput = async () => {
  const drive = await startDrive();
  const folders = Array.from({ length: atOnce }, (_, i) => `many-${i}`);
  for (const folder of folders) await drive.upload(folder, small);
  let peakRss = 0;
  const sampler = setInterval(() => (peakRss = Math.max(peakRss, process.memoryUsage.rss())), 100);
  const start = performance.now();
  await Promise.all(folders.map((folder) => drive.ready(folder)));
  const ends = await Promise.all(folders.map((folder) => drive.end(folder)));
  clearInterval(sampler);
  await Promise.all(folders.map((folder) => drive.archived(folder)));
  await drive.stop();
  return { jobsPerSecond: atOnce / ((Math.max(...ends) - start) / 1000), peakRss };
};

/** Dollars for a million jobs of the web-service example, from the requests that its run really made. */
const cost = async () => {
  const counter = meter();
  const drive = await startDrive(counter);
  const files = await filesOf('examples/web-service');
  const jobs: Job[] = [];
  for (let i = 0; i < metered; i++) {
    await drive.upload(`paid-${i}`, files);
    await drive.ready(`paid-${i}`);
    await drive.end(`paid-${i}`);
    await drive.archived(`paid-${i}`);
    jobs.push(await drive.jobOf(`paid-${i}`));
  }
  await drive.stop();
  const { counts, deliveries } = perJob(counter.counts, drive.types);
  const invocations = counts.get('sqs DeleteMessageBatch') ?? 0;
  const bill: Record<string, number> = billOf(countedForSqs(counts, deliveries, invocations));
  bill.Lambda = await lambdaCost(jobs, invocations);
  return { files: files.size, counts, deliveries, invocations, bill };
};

const perJob = (counts: ReadonlyMap<string, number>, types: Drive['types']) => {
  const consumers = (type: string) => catalogue.find((event) => event.type === type)?.consumers.length ?? 1;
  const deliveries = Object.entries(types).reduce((sum, [type, count]) => sum + count * consumers(type), 0) / metered;
  return { counts: new Map([...counts].map(([name, count]) => [name, count / metered])), deliveries };
};

/** Idle polling depends on the clock, not on the jobs: a message is one send, and a batch one receive and one delete. */
const countedForSqs = (counts: ReadonlyMap<string, number>, deliveries: number, invocations: number) => {
  const counted = new Map(counts);
  counted.set('sqs ReceiveMessage', invocations);
  counted.set('sqs deliveries by rules', deliveries);
  return counted;
};

/** GB-seconds by each stage's memory and the time it ran here; intake is counted as the shortest of them. */
const lambdaCost = async (jobs: readonly Job[], invocations: number): Promise<number> => {
  const { template } = await packageService();
  const perStage = Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties = {} }) => {
      const name = String(Properties.Handler).split('/')[1] ?? '';
      const isX86 = JSON.stringify(Properties.Architectures ?? '').includes('x86_64');
      const price = isX86 ? prices.lambdaGbSecondX86 : prices.lambdaGbSecondArm;
      const seconds = jobs.reduce((sum, job) => sum + ownTime(job, [name]), 0) / jobs.length / 1000;
      return (Number(Properties.MemorySize) / 1024) * seconds * price;
    });
  return perStage.reduce((sum, dollars) => sum + dollars, invocations * prices.lambdaRequest);
};

const ms = (value: number) => `${Math.round(value)} ms`;
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const dollars = (perJobPrice: number) => `$${(perJobPrice * 1e6).toFixed(2)}`;

const costTable = ({ bill, files, invocations, deliveries }: Awaited<ReturnType<typeof cost>>): Table => {
  const orchestration = (bill.EventBridge ?? 0) + (bill.SQS ?? 0);
  const rest = Object.values(bill).reduce((sum, part) => sum + part, 0) - orchestration;
  const transitions = steps * prices.stateTransition;
  const row = (what: string, ours: number, theirs: number) => [what, dollars(ours), dollars(theirs)];
  return {
    title: `A million jobs of examples/web-service (${files} files), us-east-1`,
    columns: ['', 'Dropforge', 'Step Functions Standard'],
    rows: [
      row('between the steps (EventBridge + SQS | transitions)', orchestration, transitions),
      ...Object.entries(bill)
        .filter(([name]) => name !== 'EventBridge' && name !== 'SQS')
        .map(([name, price]) => row(name, price, price)),
      row('together', orchestration + rest, transitions + rest),
    ],
    note: `Counted in this run, a job: ${deliveries.toFixed(1)} deliveries, ${invocations.toFixed(1)} invocations. Each uploaded file is one of the deliveries; the state machine is given its ${steps} steps' transitions only, and everything else for the same price.`,
  };
};

const startTable = (starts: readonly ColdStart[]): Table => ({
  title: 'Functions: size, and import to ready in a fresh process (median of 10)',
  columns: ['function', 'zip', 'unpacked', 'cold start'],
  rows: starts.map(({ name, zipBytes, bundleBytes, medianMs }) => [name, mb(zipBytes), mb(bundleBytes), ms(medianMs)]),
});

/** The pipeline from drop to end on the embedded cloud, its cold starts and its price. */
export const run = async (): Promise<Findings> => {
  const one = await latency();
  const many = await throughput();
  const price = await cost();
  const starts = await coldStarts();
  const speed: Table = {
    title: 'From a complete drop of one file to the job’s end, settling excluded',
    columns: ['', ''],
    rows: [
      [`one job at a time, p50 of ${oneByOne}`, ms(one.p50)],
      [`one job at a time, p95 of ${oneByOne}`, ms(one.p95)],
      ['share of it that is our own code', `${Math.round(one.ownShare * 100)} %`],
      [`${atOnce} jobs at once, jobs a second`, many.jobsPerSecond.toFixed(1)],
      [`${atOnce} jobs at once, peak memory of the whole cloud`, mb(many.peakRss)],
    ],
  };
  const figures = {
    latency: one,
    throughput: many,
    cost: { ...price, counts: Object.fromEntries(price.counts) },
    coldStarts: starts,
  };
  return { tables: [speed, startTable(starts), costTable(price)], figures };
};
