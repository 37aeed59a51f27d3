import type { Job } from '#schemas/job.ts';
import { isCancelled } from '../pipeline/state-machine.ts';

/** Why a job came to nothing, as the end of a sentence: a stage failed, or somebody called it off. */
export const whatEndedIt = ({ error, stage }: Pick<Job, 'error' | 'stage'>): string =>
  isCancelled({ error }) ? 'it was cancelled' : `the ${error?.stage ?? stage} stage failed`;
