import * as z from 'zod';
import { inputLocation } from './job.ts';

const archived = z.object({
  key: z.string().describe('Where it lay'),
  archivedAs: z.string().describe('Its key in the archive bucket'),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** manifest.json of an archived job: what is there, with its sums, and what is not. */
export const archiveManifest = z.object({
  jobId: z.string(),
  status: z.enum(['Succeeded', 'Failed']),
  inputs: z.array(archived.extend({ etag: z.string() })),
  results: z.array(archived),
  inputsIn: inputLocation.optional().describe('Of a replay: where its inputs lie, with those of the job it does again'),
  missing: z.array(z.object({ key: z.string(), reason: z.string() })).describe('Inputs that could not be archived'),
});

/** inputs.json: the objects a collector took, exactly. */
export const inputManifest = z.array(
  z.object({ key: z.string(), etag: z.string(), bytes: z.number().int().nonnegative() }),
);

export type ArchiveManifest = z.infer<typeof archiveManifest>;
export type InputManifest = z.infer<typeof inputManifest>;
