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
  why: z.string().optional().describe('What the check found'),
});

/** What a model was asked to write, and what became of it. */
export const modelUse = z.object({
  by: z.string().optional().describe('The model that answered'),
  asked: z.number().int().describe('Statements that it was asked for'),
  kept: z.number().int(),
  refused: z.array(z.object({ where: z.string(), why: z.string() })).describe('What the gates refused, at most 50'),
  unavailable: z.string().optional().describe('Why it could not be asked, or not to the end'),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  costUsd: z.number(),
});

/** quality.json */
export const quality = z.object({
  score: z.number().min(0).max(100).describe('The weighted mean of the checks, in hundredths'),
  threshold: z.number().min(0).max(100),
  checks: z.array(checkResult),
  mended: z.array(mended),
  writing: modelUse.optional().describe('What a model was used for when the document was written'),
  model: modelUse.optional().describe('The same of the mending; absent where nothing was to be rewritten'),
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
export type ModelUse = z.infer<typeof modelUse>;
export type Quality = z.infer<typeof quality>;
