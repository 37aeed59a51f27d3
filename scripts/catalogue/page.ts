import * as z from 'zod';
import { eventSource } from '#schemas/event.ts';
import type { JsonObject } from '#schemas/json.ts';
import type { Release } from '../compatibility/released.ts';
import { withAnyJson } from '../schemas/any-json.ts';
import { jsonSchemaOf } from '../schemas/json-schema.ts';
import { eventSchema } from '../schemas/published.ts';
import { type CatalogueEvent, sampleOf } from './envelope.ts';
import { fieldsOf } from './fields.ts';
import { codeBlock, table } from './markdown.ts';
import { versionsOf } from './versions.ts';

const kebab = (type: string): string => type.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

/** The fields of a schema as a table. */
export const fieldTable = (schema: z.ZodType): string => {
  const json = withAnyJson(z.toJSONSchema(schema, { io: 'input' })) as JsonObject;
  return table(
    ['field', 'type', 'there', 'what it is'],
    fieldsOf(json).map(({ path, type, presence, says }) => [`\`${path}\``, type, presence, says]),
  );
};

const names = (all: readonly string[], none: string): string => (all.length > 0 ? all.join(', ') : none);

/** One event's page. */
export const page = (event: CatalogueEvent, releases: readonly Release[]): string => {
  const { type, version, description, producers, consumers, data } = event;
  const versions = versionsOf(type, jsonSchemaOf(eventSchema(event), 'input'), releases);
  const pattern = { source: [eventSource], 'detail-type': [type] };
  return `<!-- Made of events/${kebab(type)}.ts by "npm run schemas". -->
# ${type}

${description}

${table(
  ['', ''],
  [
    ['version', version],
    ['said by', names(producers, 'nobody')],
    ['taken by', names(consumers, 'no stage: it is for observers')],
    ['defined in', `[events/${kebab(type)}.ts](../../events/${kebab(type)}.ts)`],
    ['JSON Schema of `detail`', `[event.${type}.json](../../schemas/json/event.${type}.json)`],
  ],
)}

## Data

${fieldTable(data)}

The fields of \`detail.metadata\` are those of [every event](README.md#metadata).

## Sample

${codeBlock('json', JSON.stringify(sampleOf(event), null, 2))}

## Subscribe

A rule on the bus \`dropforge-<stage>\` with this pattern:

${codeBlock('json', JSON.stringify(pattern))}

## Versions

${table(
  ['version', 'since release', 'change'],
  versions.map(({ version: each, since, change }) => [each, since, change]),
)}

What a version promises: [docs/decisions/event-versions.md](../decisions/event-versions.md).
`;
};
