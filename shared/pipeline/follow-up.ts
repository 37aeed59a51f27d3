import * as z from 'zod';
import { type EventDefinition, eventMetadata, eventSource } from '#schemas/event.ts';
import type { Job, StageName } from '#schemas/job.ts';
import { type Delivery, pathsOf, type Route } from './consumer.ts';
import { handledMark } from './decide.ts';
import type { StageResult } from './door.ts';
import { PermanentError } from './errors.ts';
import { followedUp } from './job.ts';
import { publishOutbox } from './outbox.ts';
import type { StageQueue } from './queue.ts';
import type { StageDeps } from './stage.ts';

/** Work that may follow the end of a job, and on which its end does not depend. */
export type FollowUp<Data> = {
  readonly name: StageName;
  run(job: Job, data: Data): Promise<StageResult>;
};

type DueEvent = EventDefinition<string, z.ZodType<{ readonly notBefore: string }>>;

/** SQS delays by no more. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html */
const maxDelaySeconds = 900;

const eventDetail = z.object({ metadata: eventMetadata, data: z.unknown() });

const malformed = (type: string, error: z.ZodError): PermanentError =>
  new PermanentError('MALFORMED_EVENT', `Not a ${type}: ${pathsOf(error)}`, 'Discard the message.');

/**
 * The protocol for an event that follows up on a job: what is not due yet goes back to the stage's own queue, delayed. Needs
 * no claim: whoever commits first counts, and a repeat is known by the event's id. A failure is retried and dead-lettered like
 * any, and changes nothing about how the job ended.
 */
export const followUp = <Event extends DueEvent>(
  event: Event,
  { name, run }: FollowUp<z.infer<Event['data']>>,
  deps: StageDeps & { readonly queue: StageQueue },
): Route => {
  const parse = ({ envelope }: Delivery) => {
    const detail = eventDetail.safeParse(envelope.detail);
    if (!detail.success) throw malformed(event.type, detail.error);
    const data = event.data.safeParse(detail.data.data);
    if (!data.success) throw malformed(event.type, data.error);
    return { metadata: detail.data.metadata, data: data.data as z.infer<Event['data']> };
  };

  const known = async (jobId: string): Promise<Job> => {
    const job = await deps.jobs.get(jobId);
    if (job) return job;
    throw new PermanentError('UNKNOWN_JOB', `There is no job ${jobId}`, 'The record may have expired.');
  };

  return {
    source: eventSource,
    type: event.type,
    async handle(delivery) {
      const { metadata, data } = parse(delivery);
      const waitSeconds = Math.ceil((Date.parse(data.notBefore) - deps.now().getTime()) / 1000);
      if (waitSeconds > 0) {
        deps.observer.log('FOLLOW_UP_WAITING', { jobId: metadata.jobId, seconds: waitSeconds });
        return deps.queue.send(delivery.envelope, Math.min(waitSeconds, maxDelaySeconds));
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
    },
  };
};
