import * as z from 'zod';

/** Beside the archive in a drop: its presence makes the drop a specification's. */
export const descriptorFile = 'descriptor.json';

/** A path in the archive: forward slashes, no leading slash, never upwards. */
const path = z
  .string()
  .min(1)
  .max(500)
  .regex(
    /^(?!\/)(?!.*\\)(?!(?:.*\/)?\.\.(?:\/|$))[^\r\n]+$/,
    'must be a path within the archive, with forward slashes',
  );

export const feature = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be letters, digits, dots, dashes and underscores, at most 64')
    .describe('What requirements and the traceability table call it: RFQ-1'),
  description: z.string().trim().min(1).max(2_000).describe('What the feature does for whom, in a sentence or two'),
});

/** descriptor.json: what a specification is to be written about. */
export const descriptor = z.strictObject({
  moduleName: z.string().trim().min(1).max(200),
  version: z.string().trim().min(1).max(100),
  features: z
    .array(feature)
    .min(1)
    .max(500)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'must have ids that differ'),
  focus: z.array(path).max(100).default([]).describe('Folders or files that matter most'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .default('en')
    .describe('BCP 47; of the prose a model writes. Without a model it is English'),
  audience: z.string().trim().max(300).optional().describe('Who reads it: a model writes for them'),
});

export type Descriptor = z.infer<typeof descriptor>;
export type Feature = z.infer<typeof feature>;
