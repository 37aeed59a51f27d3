import * as z from 'zod';
import { catalogue } from '#events/index.ts';
import type { HandedOver, Job, StageName } from '#schemas/job.ts';
import type { EventDraft } from './door.ts';
import { stageAfter, stageBefore } from './state-machine.ts';

/** What the first stage of a job is given. */
export const requested = ({ input }: Pick<Job, 'input'>): HandedOver => ({
  type: 'JobRequested',
  data: z.json().parse({ input }),
  output: { artifacts: [], work: {}, summary: {} },
});

const isFor = (stage: StageName, { type }: EventDraft): boolean =>
  catalogue.some((event) => event.type === type && (event.consumers as readonly StageName[]).includes(stage));

/** The job with what its stage leaves to the next among these events, if it leaves anything. */
export const handing = (job: Job, stage: StageName, events: readonly EventDraft[]): Job => {
  const next = stageAfter(stage);
  const event = next && events.find((each) => isFor(next, each));
  if (!event) return job;
  const { type, data } = event;
  return { ...job, handed: { ...job.handed, [stage]: { type, data: z.json().parse(data), output: job.output } } };
};

/** What a stage of the line was given, or would be; undefined if the job never came so far. */
export const givenTo = (stage: StageName, job: Job): HandedOver | undefined => {
  const before = stageBefore(stage);
  return before === 'intake' ? requested(job) : before && job.handed?.[before];
};

/** What all stages before this one left. */
export const handedBefore = (stage: StageName, { handed = {} }: Job): NonNullable<Job['handed']> => {
  const left: NonNullable<Job['handed']> = {};
  for (let at = stageBefore(stage); at; at = stageBefore(at)) {
    const given = handed[at];
    if (given) left[at] = given;
  }
  return left;
};
