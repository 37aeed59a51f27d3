import type { JsonObject } from '#schemas/json.ts';
import { type CatalogueEvent, detailSchema, envelopeSchema, sampleOf } from '../catalogue/envelope.ts';

const ref = (path: string) => ({ $ref: `#/${path}` });

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const messageOf = (event: CatalogueEvent): JsonObject => ({
  name: event.type,
  title: event.type,
  summary: event.description,
  contentType: 'application/json',
  correlationId: { location: '$message.payload#/detail/metadata/correlationId' },
  payload: envelopeSchema(event),
  examples: [{ name: event.type, payload: sampleOf(event) }],
  'x-version': event.version,
});

const operation = (action: 'send' | 'receive', name: string, { type, description }: CatalogueEvent): JsonObject => ({
  action,
  channel: ref('channels/bus'),
  summary: description,
  tags: [{ name }],
  messages: [ref(`channels/bus/messages/${type}`)],
});

/** What each says and takes, by an id: `collectorTakesJobRequested`. */
const operationsOf = (event: CatalogueEvent) => [
  ...event.producers.map((name) => [`${name}Says${pascal(event.type)}`, operation('send', name, event)] as const),
  ...event.consumers.map((name) => [`${name}Takes${pascal(event.type)}`, operation('receive', name, event)] as const),
];

const byType = (events: readonly CatalogueEvent[], of: (event: CatalogueEvent) => JsonObject): JsonObject =>
  Object.fromEntries(events.map((event) => [event.type, of(event)]));

/** The bus, its messages, and who says and takes them: AsyncAPI 3.0. https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
export const asyncApiDocument = (events: readonly CatalogueEvent[], version: string): JsonObject => ({
  asyncapi: '3.0.0',
  id: 'urn:dropforge:events',
  info: {
    title: 'Dropforge events',
    version,
    description: 'All that happens to a job, on one EventBridge bus. Delivery is at least once and in any order.',
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    tags: [...new Set(events.flatMap(({ producers, consumers }) => [...producers, ...consumers]))].map((name) => ({
      name,
    })),
  },
  defaultContentType: 'application/json',
  servers: {
    eventBridge: {
      host: 'events.{region}.amazonaws.com',
      protocol: 'https',
      description: 'Amazon EventBridge: subscribe by a rule on the bus',
      variables: { region: { default: 'us-east-1', description: 'Where the stack is deployed' } },
    },
  },
  channels: {
    bus: {
      address: 'dropforge-{stage}',
      description: 'The event bus of a stage; `detail-type` says which event it is',
      servers: [ref('servers/eventBridge')],
      parameters: { stage: { default: 'dev', description: 'The stage of the stack' } },
      messages: byType(events, ({ type }) => ref(`components/messages/${type}`)),
    },
  },
  operations: Object.fromEntries(events.flatMap(operationsOf)),
  components: {
    messages: byType(events, messageOf),
    schemas: byType(events, (event) => detailSchema(event, 'draft-7')),
  },
});
