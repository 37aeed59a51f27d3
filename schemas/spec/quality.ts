import * as z from 'zod';

/** What one check found. `score` counts towards the QualityScore by the check's weight. */
export const checkResult = z.object({
  id: z.string(),
  title: z.string(),
  weight: z.number().positive(),
  score: z.number().min(0).max(1),
  findings: z.array(
    z.object({ where: z.string().describe('FR-003, Data Model, specification.md:40'), message: z.string() }),
  ),
});

/** A statement that failed a check: rewritten or cut, never shipped. */
export const mended = z.object({
  where: z.string(),
  check: z.string(),
  action: z.enum(['rewritten', 'cut']),
  before: z.string(),
  after: z.string().optional(),
});

/** quality.json */
export const quality = z.object({
  score: z.number().min(0).max(100).describe('The weighted mean of the checks, in hundredths'),
  threshold: z.number().min(0).max(100),
  checks: z.array(checkResult),
  mended: z.array(mended),
  metrics: z.object({
    endpointPrecision: z.number(),
    endpointRecall: z.number(),
    entityPrecision: z.number(),
    entityRecall: z.number(),
    fieldPrecision: z.number(),
    fieldRecall: z.number(),
    identifiersExisting: z.number().describe('The share of code-styled tokens that the source holds'),
    featuresCovered: z.number(),
    words: z.number().int().describe('Outside tables'),
  }),
});

export type CheckResult = z.infer<typeof checkResult>;
export type Mended = z.infer<typeof mended>;
export type Quality = z.infer<typeof quality>;
