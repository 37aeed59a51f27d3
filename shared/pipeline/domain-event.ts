import { createHash } from 'node:crypto';
import { catalogue } from '#events/index.ts';
import { type DomainEvent, domainEvent } from '#schemas/event.ts';
import type { Job } from '#schemas/job.ts';
import type { EventDraft } from './door.ts';

/** The same parts always give the same id (32 hex digits), so that a repeated event is known as one. */
export const eventId = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

/** Anything larger belongs in S3 with its key on the event (claim check); EventBridge itself refuses 256 KB. */
const maxDetailBytes = 64 * 1024;

/**
 * The domain events that a stage's drafts become, before anything is committed: an event that could never be published
 * must fail its stage, not stay in the outbox. Each is parsed by its definition: what is published must parse where it
 * is consumed. `nonce` tells apart what one cause may lead to more than once (a job that fails, is redriven and fails again);
 * drafts of the same type are told apart by their order.
 */
export const eventsOf = (
  job: Job,
  cause: string,
  drafts: readonly EventDraft[],
  time: string,
  nonce = '',
): DomainEvent[] =>
  drafts.map(({ type, data }, index) => {
    const definition = catalogue.find((event) => event.type === type);
    if (!definition) throw new Error(`No event of type ${type} in the catalogue`);
    const { jobId, kind, correlationId, traceHeader } = job;
    const nth = drafts.slice(0, index).filter((earlier) => earlier.type === type).length;
    const id = eventId(jobId, type, cause, nonce, ...(nth > 0 ? [String(nth)] : []));
    const about = { id, jobId, kind, correlationId, causationId: cause, time, version: definition.version };
    const metadata = { ...about, ...(traceHeader !== undefined && { traceHeader }) };
    const event = domainEvent.parse({ type, metadata, data: definition.data.parse(data) });
    if (Buffer.byteLength(JSON.stringify(event)) > maxDetailBytes)
      throw new Error(`${type} of job ${jobId} is over 64 KB`);
    return event;
  });
