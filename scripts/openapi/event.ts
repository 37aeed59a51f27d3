import { eventSource } from '#schemas/event.ts';
import type { JsonObject } from '#schemas/json.ts';
import { type CatalogueEvent, detailSchema, envelopeSchema } from '../catalogue/envelope.ts';

/**
 * An event as EventBridge's schema registry takes it, OpenAPI 3.0 with the event under the name that code bindings are made of.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-schema-create.html
 */
export const registrySchema = (event: CatalogueEvent): JsonObject => ({
  openapi: '3.0.0',
  info: { title: event.type, version: event.version },
  paths: {},
  components: {
    schemas: {
      AWSEvent: {
        'x-amazon-events-detail-type': event.type,
        'x-amazon-events-source': eventSource,
        ...envelopeSchema(event),
      },
      [event.type]: detailSchema(event, 'openapi-3.0'),
    },
  },
});
