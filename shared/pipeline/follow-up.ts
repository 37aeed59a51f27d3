import type * as z from 'zod';
import { type EventDefinition, eventSource } from '#schemas/event.ts';
import type { Job, StageName } from '#schemas/job.ts';
import type { Route } from './consumer.ts';
import { handledMark } from './decide.ts';
import type { StageResult } from './door.ts';
import { PermanentError } from './errors.ts';
import { followedUp } from './job.ts';
import { publishOutbox } from './outbox.ts';
import { committed, ignored } from './outcome.ts';
import type { StageQueue } from './queue.ts';
import { readEvent } from './read-event.ts';
import type { StageDeps } from './stage.ts';

/** Work that may follow the end of a job, and on which its end does not depend. */
export type FollowUp<Data> = {
  readonly name: StageName;
  run(job: Job, data: Data): Promise<StageResult>;
};

type Due = { readonly notBefore: string };

/** SQS delays by no more. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html */
const maxDelaySeconds = 900;

/**
 * The protocol for an event that follows up on a job: what is not due yet goes back to the stage's own queue, delayed. Needs
 * no claim: whoever commits first counts, and a repeat is known by the event's id. A failure is retried and dead-lettered like
 * any, and changes nothing about how the job ended.
 */
export const followUp = <Data extends z.ZodType<Due>>(
  event: EventDefinition<string, Data>,
  { name, run }: FollowUp<z.infer<Data>>,
  deps: StageDeps & { readonly queue: StageQueue },
): Route => {
  const known = async (jobId: string): Promise<Job> => {
    const job = await deps.jobs.get(jobId);
    if (job) return job;
    throw new PermanentError('UNKNOWN_JOB', `There is no job ${jobId}`, 'The record may have expired.');
  };

  return {
    source: eventSource,
    type: event.type,
    async handle(delivery) {
      const { metadata, data } = readEvent(event, delivery.envelope);
      const waitSeconds = Math.ceil((Date.parse(data.notBefore) - deps.now().getTime()) / 1000);
      if (waitSeconds > 0) {
        await deps.queue.send(delivery.envelope, Math.min(waitSeconds, maxDelaySeconds));
        const { jobId } = metadata;
        return { code: 'FOLLOW_UP_WAITING', decision: 'postponed', fields: { jobId, seconds: waitSeconds } };
      }
      const job = await known(metadata.jobId);
      const isDone = job.handled.includes(handledMark(name, metadata.id));
      const claim = { cause: metadata.id, startedAt: deps.now().toISOString() };
      const result = isDone ? undefined : await run(job, data);
      const after = result
        ? await deps.jobs.modify(
            job.jobId,
            (current) => followedUp(current, name, claim, result, deps.now().toISOString()),
            job,
          )
        : job;
      await publishOutbox(after, deps.jobs, deps.publish);
      return isDone ? ignored('done-already', { jobId: job.jobId }) : committed(after, name);
    },
  };
};
