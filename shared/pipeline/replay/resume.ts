import type { HandedOver, Job, StageName } from '#schemas/job.ts';
import type { EventDraft } from '../door.ts';
import { givenTo } from '../handed.ts';
import { isScattered, missingParts } from '../scatter.ts';
import { isOnLine } from '../state-machine.ts';
import { goneInputs, goneWork } from './gone.ts';
import type { Asked, ReplayDeps, Replayed } from './outcome.ts';
import { sayAgain } from './say-again.ts';

/** The stage at which a job that failed may be taken up again as it is; undefined if there is none. */
export const resumableAt = ({ status, error }: Job): StageName | undefined =>
  status === 'Failed' && error?.recoverable && isOnLine(error.stage) ? error.stage : undefined;

/** Takes a job up where it stopped, as a redriven message would: its stage is given the same once more. */
export const resume = async (job: Job, asked: Asked, deps: ReplayDeps): Promise<Replayed> => {
  const { stage } = asked;
  const given = givenTo(stage, job);
  const reason = stage === 'collector' ? await goneInputs(job, deps) : await goneWork(job, stage, given, deps);
  const event = eventOf(job, given);
  if (reason !== undefined || !event)
    return { outcome: 'gone', reason: reason ?? 'Nothing is on record to go on with.' };
  return sayAgain(job, asked, event, [], (current) => resumableAt(current) === stage, deps);
};

/** A stage that goes on in parts is asked for those that nobody has counted; if all are, any of them makes it end. */
const eventOf = (job: Job, given: HandedOver | undefined): EventDraft | undefined => {
  const { scatter } = job;
  if (!scatter || !isScattered(job)) return given;
  const missing = missingParts(job);
  const [first, last] = [missing.at(0) ?? 0, missing.at(-1) ?? 0];
  return { type: scatter.event, data: { key: scatter.key, first, last } };
};
