import { JobFailed } from '#events/job-failed.ts';
import { JobSucceeded } from '#events/job-succeeded.ts';
import type { Job, JobOutput, StageName } from '#schemas/job.ts';
import { draft, type EventDraft } from '../door.ts';
import { isTerminal } from '../state-machine.ts';
import { goneResults } from './gone.ts';
import type { Asked, ReplayDeps, Replayed } from './outcome.ts';
import { sayAgain } from './say-again.ts';

/** The stages that take the end of a job. */
const followers: readonly StageName[] = ['notifier', 'cleanup'];

/** Has one of the stages that follow a job's end do so again: the end is said once more, and the other has heard it already. */
export const followAgain = async (job: Job, asked: Asked, deps: ReplayDeps): Promise<Replayed> => {
  const { stage } = asked;
  const reason = stage === 'notifier' ? await goneResults(job, deps) : undefined;
  if (reason !== undefined) return { outcome: 'gone', reason };
  const others = followers.filter((each) => each !== stage);
  return sayAgain(job, asked, endOf(job), others, ({ status }) => isTerminal(status), deps);
};

/** Of the summary what is a plain value: all of it may be more than an event holds, and the record has it. */
const plain = (summary: JobOutput['summary']): JobOutput['summary'] =>
  Object.fromEntries(Object.entries(summary).filter(([, value]) => typeof value !== 'object'));

const endOf = ({ error, output: { artifacts, summary } }: Job): EventDraft =>
  error ? draft(JobFailed, { error }) : draft(JobSucceeded, { artifacts, summary: plain(summary) });
