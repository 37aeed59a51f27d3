import * as z from 'zod';
import { source } from '#schemas/fidelity.ts';
import { isObject, type JsonObject } from '#schemas/json.ts';
import type { Collection } from '#shared/exports/resource.ts';

/** What was found is any JSON; only that it is an object matters here. */
const found = z.custom<JsonObject>(isObject);
const dialect = z.enum([
  'cloudformation',
  'aws-cli',
  'aws-config',
  'cloud-control',
  'terraform-state',
  'terraform-show',
]);

const collection = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      bytes: z.number(),
      outcome: z.enum(['read', 'passed-over', 'failed']),
      dialect: z.exactOptional(dialect),
      resources: z.number(),
      reason: z.exactOptional(z.string()),
      line: z.exactOptional(z.number()),
    }),
  ),
  resources: z.array(
    z.object({
      source,
      under: z.string(),
      dialect,
      type: z.exactOptional(z.string()),
      called: z.string(),
      logicalId: z.exactOptional(z.string()),
      identifiers: z.array(z.string()),
      region: z.exactOptional(z.string()),
      account: z.exactOptional(z.string()),
      capturedAt: z.exactOptional(z.string()),
      properties: found,
      attributes: z.exactOptional(found),
    }),
  ),
  templates: z.array(z.object({ source, sections: found })),
});

/** Reads `collection.json` as the collector wrote it; throws if it has another shape. */
export const parseCollection = (text: string): Collection => collection.parse(JSON.parse(text));
