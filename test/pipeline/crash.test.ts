import type { StageName } from '#schemas/job.ts';
import { commits, type Plan, planned } from './faults.ts';
import { type Pipeline, startPipeline } from './harness.ts';

/** Where a worker can die. Intake commits by creating the job; the others by the update that fills the outbox. */
const crashes = (stage: StageName): readonly Plan[] => {
  const write = stage === 'intake' ? { operation: 'PutItem' } : { operation: 'UpdateItem', body: commits };
  const common = { functionName: stage, service: 'dynamodb', ...write } as const;
  return [
    { ...common, folder: `${stage}-dies-before-commit`, fault: 'kill-before' },
    { ...common, folder: `${stage}-dies-between-commit-and-publish`, fault: 'kill-after' },
    {
      folder: `${stage}-dies-after-publish`,
      functionName: stage,
      service: 'events',
      operation: 'PutEvents',
      fault: 'kill-after',
    },
  ];
};

const stages: readonly StageName[] = ['intake', 'collector', 'generator', 'validator', 'cleanup', 'notifier'];

describe('A worker may die at any stage and nothing is lost', () => {
  const plans = stages.flatMap(crashes);
  const faults = planned(plans);
  let pipeline: Pipeline;

  beforeAll(async () => {
    pipeline = await startPipeline(faults);
    await Promise.all(plans.map(({ folder }) => pipeline.drop(folder)));
  }, 90_000);
  afterAll(() => pipeline.stop());

  it.each(plans.map(({ folder, functionName }) => [folder, functionName]))(
    '%s',
    async (folder, stage) => {
      const job = await pipeline.settled(folder);
      expect(faults.struck).toContain(folder);
      expect(job.status).toBe('Succeeded');
      expect(new Set(pipeline.eventsOf(folder).map(({ type }) => type))).toEqual(
        new Set([
          'JobRequested',
          'InputsCollected',
          'ArtifactGenerated',
          'JobSucceeded',
          'NotificationSent',
          'JobArchived',
        ]),
      );
      expect(await pipeline.keys('Input', `drops/${folder}/`)).toEqual([]);
      expect(
        (await pipeline.keys('Archive', job.archive?.prefix ?? 'none')).filter((key) => key.endsWith('manifest.json')),
      ).toHaveLength(1);
      expect(job.notifications).toHaveLength(1);
      // Only a crash between sending an email and recording it may send it twice.
      const emails = pipeline.emailsOf(folder).length;
      expect(emails).toBeGreaterThanOrEqual(1);
      if (stage !== 'notifier') expect(emails).toBe(1);
    },
    90_000,
  );
});
