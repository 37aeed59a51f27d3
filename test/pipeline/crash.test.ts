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

/** Drops a job for each plan, lets each strike, and looks at how each job ended. */
const attack = (stages: readonly StageName[], mayTellTwice: boolean) => {
  const plans = stages.flatMap(crashes);
  const faults = planned(plans);
  let pipeline: Pipeline;

  beforeAll(async () => {
    pipeline = await startPipeline({ faults });
    await Promise.all(plans.map(({ folder }) => pipeline.drop(folder)));
  }, 120_000);
  afterAll(() => pipeline.stop());

  it.each(plans.map(({ folder }) => folder))(
    '%s',
    async (folder) => {
      const job = await pipeline.settled(folder);
      expect(faults.struck).toContain(folder);
      expect(job.status).toBe('Succeeded');
      expect(new Set(pipeline.eventsOf(folder).map(({ type }) => type))).toEqual(everyEvent);
      expect(await pipeline.keys('Input', `drops/${folder}/`)).toEqual([]);
      const archived = await pipeline.keys('Archive', job.archive?.prefix ?? 'none');
      expect(archived.filter((key) => key.endsWith('manifest.json'))).toHaveLength(1);
      expect(job.notifications).toHaveLength(1);
      const emails = pipeline.emailsOf(folder).length;
      if (mayTellTwice) expect(emails).toBeGreaterThanOrEqual(1);
      else expect(emails).toBe(1);
    },
    120_000,
  );
};

const everyEvent = new Set([
  'JobRequested',
  'InputsCollected',
  'ArtifactGenerated',
  'JobSucceeded',
  'NotificationSent',
  'JobArchived',
]);

describe('A worker may die at any stage and nothing is lost, and one email is sent', () => {
  attack(['intake', 'collector', 'generator', 'validator', 'cleanup'], false);
});

describe('A notifier may die and nothing is lost; only a crash between sending and recording sends an email twice', () => {
  // A worker that dies takes the other messages of its batch along: their emails may be sent twice, too.
  attack(['notifier'], true);
});
