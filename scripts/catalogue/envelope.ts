import * as z from 'zod';
import type { catalogue } from '#events/index.ts';
import { type EventDefinition, eventSource } from '#schemas/event.ts';
import type { JsonObject } from '#schemas/json.ts';
import { eventId } from '#shared/pipeline/domain-event.ts';
import { withAnyJson } from '../schemas/any-json.ts';

/** A row of the catalogue. */
export type CatalogueEvent = (typeof catalogue)[number];

const jobId = '0199aa00-0000-7000-8000-000000000000';

/** The event as EventBridge hands it to whoever subscribes. https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html */
export const sampleOf = ({ type, version, sample }: EventDefinition): JsonObject => {
  const time = '2026-11-21T02:00:04.000Z';
  const cause = eventId(jobId, 'what led to', type);
  const id = eventId(jobId, type, cause, '');
  return {
    version: '0',
    id: '6f3f1f0a-3a52-4d1e-9f0e-0d6f8b1c2a3d',
    'detail-type': type,
    source: eventSource,
    account: '111122223333',
    time: '2026-11-21T02:00:04Z',
    region: 'eu-west-1',
    resources: [],
    detail: {
      metadata: { id, jobId, kind: 'template', correlationId: jobId, causationId: cause, time, version },
      data: z.json().parse(sample),
    },
  };
};

const text = { type: 'string' };

/** The schema of `detail`, in this dialect of JSON Schema. */
export const detailSchema = ({ detail }: CatalogueEvent, target: 'draft-7' | 'openapi-3.0'): JsonObject => {
  const { $schema, definitions, ...schema } = withAnyJson(z.toJSONSchema(detail, { io: 'input', target }));
  return z.record(z.string(), z.json()).parse(schema);
};

/** The schema of an event as it reaches a subscriber, with that of its detail among the document's components. */
export const envelopeSchema = ({ type, description }: CatalogueEvent): JsonObject => ({
  type: 'object',
  description,
  properties: {
    version: text,
    id: text,
    'detail-type': { type: 'string', enum: [type] },
    source: { type: 'string', enum: [eventSource] },
    account: text,
    time: { type: 'string', format: 'date-time' },
    region: text,
    resources: { type: 'array', items: text },
    detail: { $ref: `#/components/schemas/${type}` },
  },
  required: ['version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources', 'detail'],
});
