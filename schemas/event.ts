import * as z from 'zod';
import { eventVersion, majorOf, ofMajor } from './event-version.ts';
import { jobKinds, type StageName } from './names.ts';

export const eventSource = 'dropforge';

/**
 * Where the trace of a job goes on, as X-Ray's header says it: `Root=1-…;Parent=…;Sampled=1`. Optional, as there are jobs that
 * nobody traces. https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export const traceHeader = z.string().min(1).max(500);

export const eventMetadata = z.object({
  id: z
    .string()
    .describe('Deterministic: made of the job, the event type and what caused it, so a repeat has the same id'),
  jobId: z.string(),
  kind: z.enum(jobKinds),
  correlationId: z.string(),
  causationId: z.string().describe('The id of the event, or the arrival, that led to this one'),
  time: z.iso.datetime({ precision: 3 }),
  traceHeader: traceHeader.optional().describe("Of the trace that all of the job's stages share"),
  version: eventVersion,
});

/** Who may say an event: a stage, or the front door through which somebody asked for it. */
export type Producer = StageName | 'api';

export type EventMetadata = z.infer<typeof eventMetadata>;

/** A row of the event catalogue: what an event carries, who says it and who listens. */
export type EventDefinition<Type extends string = string, Data extends z.ZodType = z.ZodType> = {
  readonly type: Type;
  /** Semantic, and what the event says of itself: docs/decisions/event-versions.md */
  readonly version: `${number}.${number}.${number}`;
  readonly description: string;
  readonly producers: readonly Producer[];
  readonly consumers: readonly StageName[];
  readonly data: Data;
  /** What was said under a major before this one and may still be on its way or in the archive, by that major: read into today's data. */
  readonly earlier?: Readonly<Record<string, z.ZodType<z.output<Data>>>>;
  readonly sample: z.input<Data>;
};

/** What an event of one major carries. */
export const eventDetail = <Data extends z.ZodType>(major: string, data: Data) =>
  z.object({ metadata: eventMetadata.extend({ version: ofMajor(major) }), data });

/** Gives an event definition its types; `detail` is always `{ metadata, data }`. */
export const defineEvent = <Type extends string, Data extends z.ZodType>(definition: EventDefinition<Type, Data>) => ({
  ...definition,
  detail: eventDetail(majorOf(definition.version) ?? '', definition.data),
});

/** A domain event as it travels: `type` is EventBridge's `detail-type`, the rest its `detail`. */
export const domainEvent = z.object({ type: z.string(), metadata: eventMetadata, data: z.json() });

export type DomainEvent = z.infer<typeof domainEvent>;

/** The EventBridge envelope as it arrives in an SQS body. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
export const eventBridgeEnvelope = z.object({
  id: z.string(),
  source: z.string(),
  'detail-type': z.string(),
  time: z.string(),
  detail: z.unknown(),
});

export type EventBridgeEnvelope = z.infer<typeof eventBridgeEnvelope>;
