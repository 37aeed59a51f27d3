import type { JobStatus, StageName } from '#schemas/job.ts';
import type { SubmitDeps } from '../submit.ts';
import type { Shelves } from './shelves.ts';

export type ReplayRequest = {
  /** Where to begin; without it where the job failed, if it may go on there, or with its inputs. */
  readonly from?: string;
  /** The id of the new job, if it comes to one. Who asks again with the same id asks for the same: nothing is done twice. */
  readonly newJobId: string;
  /** Who asked, for people to read. */
  readonly by: string;
  /** The caller's own id for what belongs together; a new job's own id without one. */
  readonly correlationId?: string;
};

/** What came of it. */
export type Replayed =
  /** `replayOf` is missing if the same job goes on, or if another that may only run alone is at it already. */
  | { readonly outcome: 'accepted'; readonly jobId: string; readonly replayOf?: string }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'unknown-stage' }
  /** Too early: it still runs, or is not archived yet. */
  | { readonly outcome: 'not-ended'; readonly status: JobStatus; readonly reason: string }
  /** Too late: what the stage would need is not there, or never was. `reason` says what to do instead. */
  | { readonly outcome: 'gone'; readonly reason: string };

export type ReplayDeps = SubmitDeps & { readonly shelves: Shelves };

/** A request that can be looked at: the stage is one that can be begun with. */
export type Asked = ReplayRequest & { readonly stage: StageName };
