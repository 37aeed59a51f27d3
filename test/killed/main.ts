/**
 * `npm run killed -- --jobs N`: N drops of all kinds on the embedded cloud, whose functions run in processes of their own. These are killed
 * with SIGKILL while they are at work, one after the other and then all at once. Prints what became of the jobs, and fails if any was
 * lost, told to nobody, or ended as it should not have.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { startPipeline } from '../pipeline/harness.ts';
import { dropsOf } from './drops.ts';
import { startHosts } from './hosts.ts';
import { queuesOf } from './queues.ts';
import { allDone, tallyOf } from './tally.ts';

/** Seconds. Longer than a stage takes on a busy machine, engines and all: a message comes back to whoever is alive by then. */
const lease = { leaseSeconds: 20, visibilityTimeoutSeconds: 24 };
const hostCount = 2;
/** A share of all jobs: when so many have ended, one host is killed; at the last, all are. */
const killsAt = [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
const downMs = 3_000;
/** From the last drop to the end of the last job. */
const patienceMs = 9 * 60_000;
const dropsAtATime = 8;

const { values } = parseArgs({ options: { jobs: { type: 'string', default: '500' } } });
const jobs = Number(values.jobs);
if (!Number.isInteger(jobs) || jobs < 1) {
  console.error('npm run killed -- --jobs N, which is a whole number above 0');
  process.exit(2);
}

const began = performance.now();
const seconds = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;

const drops = dropsOf(jobs);
// A drop says when it is complete: its files may come further apart than drops settle here.
const pipeline = await startPipeline({ consume: false, lease, env: { SETTLE_SECONDS: '30' } });
const queues = queuesOf(pipeline.cloud);
const hosts = await startHosts({ ...pipeline.cloud.compute, concurrency: 1 }, hostCount);
const ended = () =>
  new Set(
    pipeline
      .allEvents()
      .flatMap(({ type, metadata }) => (type === 'JobSucceeded' || type === 'JobFailed' ? [metadata.jobId] : [])),
  ).size;

const killed: number[] = [];

/** Kills hosts at a moment when messages are under way, and starts others in their place. */
const strike = async (indexes: readonly number[], pauseMs = 0): Promise<void> => {
  while ((await queues.inFlight()) === 0) await sleep(20);
  const underWay = await queues.inFlight();
  await Promise.all(indexes.map(hosts.kill));
  killed.push(underWay);
  console.error(
    `${seconds()}: ${ended()} of ${jobs} jobs had ended; killed host ${indexes.join(' and ')}, ${underWay} messages under way`,
  );
  await sleep(pauseMs);
  await Promise.all(indexes.map(hosts.replace));
};

const reached = async (share: number): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  while (ended() < share * jobs && Date.now() < deadline) await sleep(50);
};

const attack = async (): Promise<void> => {
  for (const [nth, share] of killsAt.entries()) {
    await reached(share);
    const isLast = nth === killsAt.length - 1;
    await (isLast ? strike([...Array(hostCount).keys()], downMs) : strike([nth % hostCount]));
  }
};

const dropped = inParallel(dropsAtATime, drops, ({ folder, sort }) => pipeline.drop(folder, sort.files(folder)));
await Promise.all([dropped, attack()]);
const deadline = Date.now() + patienceMs;
// A job may be done whose last message comes once more: who was to delete it has died.
const left = async () => (await queues.waiting()) + (await queues.inFlight());
while (Date.now() < deadline && ((await left()) > 0 || !(await allDone(drops, pipeline)))) await sleep(500);

const tally = await tallyOf(drops, pipeline);
const buried = await queues.buried();
const unexplained = buried.filter((reason) => reason === undefined).length;
const remaining = await left();

console.log(
  `${tally.submitted} submitted, ${tally.terminal} terminal, ${tally.notified} notified, ${unexplained} in DLQ without reason`,
);
console.log(
  `${killed.length} kills with ${killed.reduce((sum, each) => sum + each, 0)} messages under way, ${tally.toldTwice} told more than once, ${buried.length} in DLQ, ${remaining} messages left, ${seconds()}`,
);
for (const wrong of tally.wrong) console.log(wrong);

await hosts.stop();
queues.close();
await pipeline.stop();
const held =
  tally.wrong.length === 0 &&
  tally.terminal === jobs &&
  tally.notified === jobs &&
  unexplained === 0 &&
  remaining === 0;
process.exit(held ? 0 : 1);
