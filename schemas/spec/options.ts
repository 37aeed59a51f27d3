import * as z from 'zod';

/** dropforge.json of a drop for a specification; a drop with a descriptor.json is one without it, too. */
export const specOptions = z.strictObject({
  kind: z.literal('spec').default('spec'),
  threshold: z.number().min(0).max(100).default(80).describe('The QualityScore below which the job fails'),
});
