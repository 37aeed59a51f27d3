import * as z from 'zod';

export const healthQuery = z.object({
  deep: z.enum(['0', '1']).optional().describe('1: also ask what this stands on'),
});

export const healthReply = z
  .object({
    status: z.literal('OK'),
    version: z.string(),
    checks: z
      .array(z.object({ name: z.enum(['table', 'bus', 'input bucket', 'output bucket']), ms: z.int() }))
      .optional()
      .describe('With `deep=1`; if one fails the reply is 503 and names it'),
  })
  .meta({ id: 'Health' });
