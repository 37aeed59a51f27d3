import type { JobSubmission } from '#schemas/api/submission.ts';
import type { Job } from '#schemas/job.ts';
import type { InputStore } from '../../aws/input-store.ts';
import type { Drop } from '../../pipeline/drop.ts';
import type { DropStore } from '../../pipeline/drop-store.ts';
import type { DropRequest } from '../../pipeline/kind-of.ts';
import type { SubmitDeps } from '../../pipeline/submit.ts';
import type { Caller } from '../caller.ts';
import type { IdempotencyDeps, Started } from '../idempotency.ts';

/** What starting a job stands on. */
export type StartDeps = SubmitDeps &
  IdempotencyDeps & {
    readonly inputs: InputStore;
    readonly drops: DropStore;
    /** Which kind of job a drop asks for. */
    readonly kindOf: (drop: Drop) => Promise<DropRequest>;
    /** Failures are not rehearsed there. */
    readonly isProduction: boolean;
    /** Why this URL will not be called, in half a sentence; undefined if it may be. */
    readonly webhookRefusal: (target: string) => string | undefined;
  };

/** A request for a job, whatever the door. */
export type StartRequest = {
  readonly body: JobSubmission;
  readonly caller: Caller;
  /** What the job keeps of the request besides. */
  readonly wishes: Pick<Job, 'owner' | 'correlationId' | 'notification' | 'rehearsal'>;
};

/** Where the input of a job comes from: starts the job of this id with it, or finds the one it is that of already. May be repeated. */
export type Source = (jobId: string) => Promise<Started>;
