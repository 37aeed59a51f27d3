import type { PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import type { Job } from '#schemas/job.ts';
import type { Ground, Services } from './stages/deps.ts';

/** A part of the protocol that is taken away, to see whether the simulation misses it. */
export type Mutation = {
  readonly what: string;
  readonly services?: (services: Services) => Services;
  readonly deps?: (deps: Ground) => Ground;
  /** A schedule that never fires. */
  readonly without?: string;
};

const withoutOutbox = ({ outbox: _outbox, ...job }: Job): Job => job;

/** Every job that is written goes through `change`; whoever wrote it gets it back as `returned` says. */
const writing = (deps: Ground, change: (job: Job) => Job, returned: (written: Job, meant: Job) => Job): Ground => ({
  ...deps,
  jobs: {
    ...deps.jobs,
    create: (job) => deps.jobs.create(change(job)),
    async modify(jobId, decide, read) {
      let meant: Job | undefined;
      const written = await deps.jobs.modify(
        jobId,
        (current) => {
          meant = decide(current);
          return meant && change(meant);
        },
        read,
      );
      return meant ? returned(written, meant) : written;
    },
  },
});

export const mutations = {
  'conditional-write': {
    what: 'jobs are written whether or not somebody else has written since they were read',
    services: (services) => ({
      ...services,
      dynamo: {
        ...services.dynamo,
        Update: (input: { ConditionExpression?: string }, who) => {
          const always = 'attribute_exists(jobId) OR #revision = :read';
          const isJob = input.ConditionExpression === '#revision = :read';
          return services.dynamo.Update?.({ ...input, ...(isJob && { ConditionExpression: always }) } as never, who);
        },
      },
    }),
  },
  outbox: {
    what: 'events are published after the commit, from memory alone',
    deps: (deps) => writing(deps, withoutOutbox, (written, { outbox }) => (outbox ? { ...written, outbox } : written)),
  },
  dedupe: {
    what: 'no job knows which events it has handled',
    deps: (deps) =>
      writing(
        deps,
        (job) => ({ ...job, handled: [] }),
        (written) => written,
      ),
  },
  'partial-failure-check': {
    what: 'PutEvents is believed to have taken every entry',
    services: (services) => ({
      ...services,
      eventBridge: {
        PutEvents: (input, who) => {
          const { Entries = [] } = input as PutEventsCommandInput;
          services.eventBridge.PutEvents?.(input, who);
          return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: 'taken' })) };
        },
      },
    }),
  },
  watchdog: { what: 'the watchdog never makes its round', without: 'WatchdogDue' },
} as const satisfies Readonly<Record<string, Mutation>>;

export type MutationName = keyof typeof mutations;
