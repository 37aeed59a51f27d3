import * as z from 'zod';

/** What a list of jobs, an email and a machine want of a specification without opening it. */
export const specSummary = z.object({
  moduleName: z.string(),
  version: z.string(),
  files: z.number().int(),
  filesLeftOut: z.number().int(),
  redacted: z.number().int(),
  features: z.number().int(),
  featuresNotFound: z.array(z.string()),
  requirements: z.number().int(),
  confirmed: z.number().int(),
  inferred: z.number().int(),
  gaps: z.number().int(),
  nonFunctional: z.number().int(),
  entities: z.number().int(),
  endpoints: z.number().int(),
  openQuestions: z.number().int(),
  pages: z.number().int(),
  qualityScore: z.number(),
  cut: z.number().int(),
  rewritten: z.number().int(),
  warnings: z.array(z.string()),
});

export type SpecSummary = z.infer<typeof specSummary>;

/** As events and messages carry it: the first of what there may be hundreds of. The record has all. */
export const inShort = (summary: SpecSummary): SpecSummary => ({
  ...summary,
  featuresNotFound: summary.featuresNotFound.slice(0, 50),
  warnings: summary.warnings.slice(0, 20).map((warning) => warning.slice(0, 300)),
});
