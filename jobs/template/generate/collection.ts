import * as z from 'zod';
import { source } from '#schemas/fidelity.ts';
import { isObject, type JsonObject } from '#schemas/json.ts';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';
import type { Collection, ExportedResource } from '#shared/exports/resource.ts';

/** What was found is any JSON; only that it is an object matters here. */
const found = z.custom<JsonObject>(isObject);
const dialect = z.enum([
  'cloudformation',
  'aws-cli',
  'aws-config',
  'cloud-control',
  'terraform-state',
  'terraform-show',
  'request',
]);

const resources = z.array(
  z.object({
    source,
    under: z.string(),
    dialect,
    type: z.exactOptional(z.string()),
    byLikeness: z.exactOptional(z.literal(true)),
    called: z.string(),
    logicalId: z.exactOptional(z.string()),
    identifiers: z.array(z.string()),
    region: z.exactOptional(z.string()),
    account: z.exactOptional(z.string()),
    capturedAt: z.exactOptional(z.string()),
    properties: found,
    attributes: z.exactOptional(found),
  }),
);

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
  resources,
  templates: z.array(z.object({ source, sections: found })),
  /** Keys of objects that hold further resources. */
  more: z.array(z.string()).default([]),
  requests: z.exactOptional(z.array(z.object({ file: z.string(), text: z.string() }))),
});

/** Reads what the collector wrote (collect/write-collection.ts), an object after the other; throws if it has another shape. */
export const readCollection = async (key: string, artifacts: Pick<ArtifactStore, 'readText'>): Promise<Collection> => {
  const { more, ...first } = collection.parse(JSON.parse(await artifacts.readText(key)));
  const all: ExportedResource[] = [...first.resources];
  for (const part of more) {
    for (const resource of resources.parse(JSON.parse(await artifacts.readText(part)))) all.push(resource);
  }
  return { ...first, resources: all };
};
