import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { type DomainEvent, eventSource } from '#schemas/event.ts';
import type { Job } from '#schemas/job.ts';
import { published } from './job.ts';
import type { JobStore } from './job-store.ts';

/** PutEvents takes ten entries a call. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const maxEntries = 10;

export type Publisher = (events: readonly DomainEvent[]) => Promise<void>;

/** Puts events on the bus, and throws unless every single entry was taken. */
export const publisher =
  (eventBridge: EventBridgeClient, busName: string): Publisher =>
  async (events) => {
    for (let start = 0; start < events.length; start += maxEntries) {
      const Entries = events.slice(start, start + maxEntries).map((event) => entryOf(event, busName));
      const { FailedEntryCount, Entries: results = [] } = await eventBridge.send(new PutEventsCommand({ Entries }));
      const refused = results.find((result) => result.ErrorCode !== undefined);
      if (FailedEntryCount || refused || results.length !== Entries.length) {
        throw new Error(`EventBridge refused ${FailedEntryCount} of ${Entries.length} events: ${refused?.ErrorCode}`);
      }
    }
  };

const entryOf = ({ type, metadata, data }: DomainEvent, EventBusName: string): PutEventsRequestEntry => ({
  EventBusName,
  Source: eventSource,
  DetailType: type,
  Detail: JSON.stringify({ metadata, data }),
  Time: new Date(metadata.time),
  // EventBridge hands it on to every target, and SQS to its receivers, beside the event: also to those that do not read ours.
  ...(metadata.traceHeader !== undefined && { TraceHeader: metadata.traceHeader }),
});

/** Publishes what is in a job's outbox and clears it. May be repeated at any time: consumers know events by their ids. */
export const publishOutbox = async (job: Job, jobs: JobStore, publish: Publisher): Promise<Job> => {
  const { outbox } = job;
  if (!outbox) return job;
  await publish(outbox);
  const ids = new Set(outbox.map((event) => event.metadata.id));
  return jobs.modify(job.jobId, (current) => (current.outbox ? published(current, ids) : undefined), job);
};
