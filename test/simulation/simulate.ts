import { stageNames } from '#schemas/names.ts';
import { isTerminal } from '#shared/pipeline/state-machine.ts';
import { checkArtifacts } from './invariants/artifacts.ts';
import { checkMended, checkSettled, deadLetters, jobsIn } from './invariants/at-rest.ts';
import { inputs } from './invariants/inputs.ts';
import { jobWrites } from './invariants/job-writes.ts';
import { notifications } from './invariants/notifications.ts';
import { checkOutboxes } from './invariants/outboxes.ts';
import { checkSources } from './invariants/sources.ts';
import { eventSourceMappings } from './lambda/mapping.ts';
import { type Mutation, type MutationName, mutations } from './mutations.ts';
import { isPoison } from './people/poison.ts';
import { redrive } from './people/redrive.ts';
import type { Scene } from './people/scene.ts';
import { fire, startSchedules } from './people/schedules.ts';
import { beginning, workload } from './people/workload.ts';
import { table } from './services/dynamo.ts';
import { eventBridge } from './services/event-bridge.ts';
import { buckets } from './services/s3.ts';
import { topic } from './services/sns.ts';
import { queues } from './services/sqs.ts';
import type { World } from './services/world.ts';
import type { Services } from './stages/deps.ts';
import { deadLettersOf, maxReceiveCount, ruleDeadLettersOf, stages } from './stages/settings.ts';
import { startWith } from './stages/start.ts';
import { chance } from './world/chance.ts';
import { faults, type Left } from './world/faults.ts';
import { enter } from './world/own-time.ts';
import { timeline } from './world/timeline.ts';
import { type Entry, trace } from './world/trace.ts';
import { Violation } from './world/violation.ts';

export type Options = { readonly mutation?: MutationName; readonly leftOut?: Left };

export type Outcome = {
  readonly seed: number;
  readonly violation: Violation | undefined;
  /** How often each fault struck, each line was logged, and what people did. */
  readonly tally: Readonly<Partial<Record<string, number>>>;
  /** How many faults struck or were left out. */
  readonly faults: number;
  readonly trace: readonly Entry[];
  readonly jobs: number;
};

const minute = 60_000;

/** Twenty times what a world has that comes to rest as it should. */
const maxSteps = 60_000;

/** Longer than any message may stay hidden, and than the watchdog waits for a stage. */
const settleMs = 12 * 60 * minute;

/** The deployment in one world: services, queues, rules and the functions that take from them. */
const deploy = (seed: number, { mutation, leftOut }: Options) => {
  const mutated: Mutation | undefined = mutation && mutations[mutation];
  const time = timeline(beginning);
  const told = trace(() => time.now);
  const luck = chance(seed, 1);
  const world: World = { time, chance: luck, trace: told, faults: faults(chance(seed, 2), told, leftOut) };
  const violations: Violation[] = [];
  const report = (violation: Violation) => void violations.push(violation);

  const written = jobWrites(report, told);
  const taken = inputs(report, () => scene);
  const notified = notifications(report, () => scene);

  const sqs = queues(world);
  for (const { name, timeoutSeconds } of stages) {
    sqs.add({ name: deadLettersOf(name) });
    sqs.add({ name: ruleDeadLettersOf(name) });
    // resources/queues.js
    sqs.add({ name, visibilitySeconds: 6 * timeoutSeconds, redrive: { to: deadLettersOf(name), maxReceiveCount } });
  }
  const bus = eventBridge(
    world,
    sqs,
    stages.map(({ rule }) => rule),
  );
  const s3 = buckets(world, {
    ...taken.on,
    written(bucket, key, version, who) {
      taken.on.written(bucket, key, version, who);
      if (bucket !== 'input' || world.faults.strikes('S3 notification lost', key)) return;
      const detail = { bucket: { name: bucket }, object: { key }, requester: who };
      bus.emit('aws.s3', 'Object Created', detail);
      if (world.faults.strikes('S3 notification doubled', key)) bus.emit('aws.s3', 'Object Created', detail);
    },
  });
  const jobs = table(world, written.onWrite);
  const sns = topic(world, notified.onTold);
  const plain: Services = {
    s3: s3.operations,
    sqs: sqs.operations,
    dynamo: jobs.operations,
    eventBridge: bus.operations,
    sns: sns.operations,
    wrap: mutated?.deps ?? ((deps) => deps),
  };
  const services = mutated?.services?.(plain) ?? plain;
  const scene: Scene = { world, services, buckets: s3, queues: sqs, bus, table: jobs, topic: sns };
  const functions = eventSourceMappings(world, sqs, stages, startWith(services, world));
  const stopSchedules = startSchedules(scene, mutated?.without);
  return { scene, functions, violations, report, written, taken, notified, stopSchedules, steps: 0 };
};

type Deployment = ReturnType<typeof deploy>;

/** Nothing is under way, and nothing waits but for an operator. */
const isQuiet = ({ scene, functions }: Deployment): boolean =>
  scene.world.time.pending === 0 &&
  functions.running === 0 &&
  stageNames.every((name) => scene.queues.queue(name).messages.size === 0) &&
  jobsIn(scene).every(({ status, outbox }) => isTerminal(status) && !outbox);

/** Lets time go by until this time, or until a promise is broken. */
const runUntil = async (deployment: Deployment, until: number): Promise<void> => {
  const { scene, violations, report } = deployment;
  const { time, faults: struck } = scene.world;
  let rounds = struck.tally['log WATCHDOG_DONE'];
  const step = () => {
    if (++deployment.steps > maxSteps)
      report(new Violation('The world comes to rest', `more than ${maxSteps} things happened`, []));
    if (struck.tally['log WATCHDOG_DONE'] === rounds) return;
    rounds = struck.tally['log WATCHDOG_DONE'];
    checkOutboxes(scene, report);
  };
  await time.run(until, step, () => violations.length > 0);
};

/** After so long the hourly sweep has come upon any drop of whose objects no notification told: sweep.ts. */
const sweepMs = 80 * minute;

/** Longer than a source may outlive its job: source-life.ts. */
const forgottenMs = 25 * 60 * minute;

/** How often it is looked whether all is quiet: out of step with the schedules, whose messages are dealt with in a second. */
const lookMs = 61_000;

const settle = async (deployment: Deployment): Promise<void> => {
  const { time } = deployment.scene.world;
  const end = time.now + settleMs;
  while (time.now < end && deployment.violations.length === 0 && !isQuiet(deployment))
    await runUntil(deployment, time.now + lookMs);
};

/** What is done one after the other; it ends where a promise is broken. */
const acts: readonly ((
  deployment: Deployment,
  lastsMs: number,
  once: Parameters<typeof checkArtifacts>[2],
) => Promise<void>)[] = [
  /** People are at it, and things go wrong. */
  async (deployment, lastsMs) => {
    await runUntil(deployment, beginning + lastsMs);
    deployment.scene.world.faults.stop();
    deployment.scene.world.trace.add('the world', 'is whole again: no more faults');
  },
  /** Nothing goes wrong any more: what can, comes to its end, and whatever does not waits with a reason. */
  async (deployment) => {
    const { scene, report, notified, written } = deployment;
    const { time, faults: struck } = scene.world;
    if (struck.tally['S3 notification lost']) await runUntil(deployment, time.now + sweepMs);
    await settle(deployment);
    checkSettled(scene, report);
    notified.check(
      [...written.ends].filter(({ jobId }) => !isDeferred(scene, jobId)),
      deadLetters(scene).map(({ body }) => body),
    );
  },
  /** An operator redrives all dead letters: everything is done. */
  async (deployment, _lastsMs, once) => {
    const { scene, report, notified, written, taken } = deployment;
    redrive(scene, ({ body }) => !isPoison(body));
    await settle(deployment);
    fire('notifier', 'DigestDue', {}, scene);
    await settle(deployment);
    checkSettled(scene, report);
    checkMended(scene, once, report);
    notified.check(written.ends, []);
    taken.check();
    checkArtifacts(scene, taken.all, once, report);
  },
  /** More than a day goes by, and the hourly cleanup comes: somebody's source is gone, and what was made of it is there. */
  async (deployment) => {
    const { scene, report, stopSchedules } = deployment;
    if (!jobsIn(scene).some(({ kind }) => kind === 'spec')) return;
    stopSchedules();
    await runUntil(deployment, scene.world.time.now + forgottenMs);
    fire('cleanup', 'CleanupDue', {}, scene);
    await settle(deployment);
    checkSources(scene, report);
  },
];

/** What is of low priority is told with the next digest. */
const isDeferred = (scene: Scene, jobId: string): boolean =>
  jobsIn(scene).some((job) => job.jobId === jobId && job.notification?.priority === 'low');

/** Runs the world of a seed from its beginning to its rest. The same seed and options always do the same. */
export const simulate = async (seed: number, options: Options = {}): Promise<Outcome> => {
  const deployment = deploy(seed, options);
  const { scene, violations, stopSchedules } = deployment;
  const { world } = scene;
  enter(world);
  const { deeds, once, lastsMs } = workload(seed, chance(seed, 0));
  for (const { afterMs, do: act } of deeds) world.time.after(afterMs, () => act(scene));
  for (const act of acts) if (violations.length === 0) await act(deployment, lastsMs, once);
  stopSchedules();
  return {
    seed,
    violation: violations[0],
    tally: world.faults.tally,
    faults: world.faults.count,
    trace: world.trace.entries,
    jobs: jobsIn(scene).length,
  };
};
