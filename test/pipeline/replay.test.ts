import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job, StageName } from '#schemas/job.ts';
import { newJobId } from '#shared/pipeline/job-id.ts';
import { shelves } from '#shared/pipeline/replay/shelves.ts';
import { replay } from '#shared/pipeline/replay.ts';
import { eventually, oneBucket, type Pipeline, startPipeline } from './harness.ts';

const examples = join(import.meta.dirname, '..', '..', 'examples');
const source = (name: string) => readFile(join(examples, name));

const volume = { VolumeId: 'vol-1', AvailabilityZone: 'eu-west-1a', Size: 8, State: 'available', VolumeType: 'gp2' };

const drops: Readonly<Record<string, () => Promise<Readonly<Record<string, string | Uint8Array>>>>> = {
  template: async () => oneBucket,
  inventory: async () => ({
    'dropforge.json': JSON.stringify({ kind: 'inventory' }),
    'volumes.json': JSON.stringify({ Volumes: [{ ...volume, Attachments: [] }] }),
  }),
  spec: async () => ({
    'orders-module.zip': await source('orders-module.zip'),
    'descriptor.json': await source('orders-module.json'),
  }),
};

describe('A job of any kind is done again from any stage, on what the real stages left', () => {
  let pipeline: Pipeline;
  let originals: Readonly<Record<string, Job>>;

  const again = async (job: Job, from: StageName): Promise<Job> => {
    const { door, outputBucket, storeOf } = pipeline;
    const deps = { ...door, shelves: shelves(storeOf, outputBucket) };
    const replayed = await replay(job.jobId, { from, newJobId: newJobId(new Date()), by: 'me' }, deps);
    if (replayed.outcome !== 'accepted') throw new Error(JSON.stringify(replayed));
    const count = job.notifications.length + (replayed.jobId === job.jobId ? 1 : 0);
    return eventually(`the replay of a ${job.kind} from the ${from} has settled`, async () => {
      const current = await pipeline.jobs.get(replayed.jobId);
      return current?.endedAt &&
        current.archive &&
        current.notifications.length >= Math.max(1, count) &&
        !current.outbox
        ? current
        : undefined;
    });
  };

  beforeAll(async () => {
    // Nobody dies here: on a busy machine the engines may take longer than the short leases of other suites.
    pipeline = await startPipeline({ env: { SETTLE_SECONDS: '30', TIMEOUT_SECONDS: '60' } });
    for (const [folder, files] of Object.entries(drops)) await pipeline.drop(folder, await files());
    originals = Object.fromEntries(
      await Promise.all(Object.keys(drops).map(async (folder) => [folder, await pipeline.settled(folder)] as const)),
    );
  }, 300_000);
  afterAll(() => pipeline.stop());

  const everywhere = Object.keys(drops).flatMap((kind) =>
    (['collector', 'generator', 'validator'] as const).map((from) => [kind, from] as const),
  );

  it.each(everywhere)(
    '%s from the %s',
    async (kind, from) => {
      const original = originals[kind];
      if (!original) throw new Error(`There was no ${kind}`);
      const replayed = await again(original, from);
      expect({ status: replayed.status, error: replayed.error }).toEqual({ status: 'Succeeded', error: undefined });
      const names = ({ output }: Job) => output.artifacts.map(({ name }) => name).sort();
      expect(names(replayed)).toEqual(names(original));
      expect(Object.keys(replayed.output.summary).sort()).toEqual(Object.keys(original.output.summary).sort());
      expect(replayed.archive?.inputsPrefix).toContain(original.jobId);
      expect(pipeline.emails().filter(({ body }) => body.includes(replayed.jobId))).toHaveLength(1);
      expect(await pipeline.jobs.get(original.jobId)).toEqual(original);
    },
    300_000,
  );

  it('the notifier tells again, and cleanup does nothing', async () => {
    const original = originals.template;
    if (!original) throw new Error('There was no template');
    const told = await again(original, 'notifier');
    expect(told.notifications.map(({ subject }) => subject)).toEqual(Array(2).fill(original.notifications[0]?.subject));
    expect(told.history.filter(({ stage }) => stage === 'cleanup')).toHaveLength(1);
    expect(told.archive).toEqual(original.archive);
  }, 120_000);
});
