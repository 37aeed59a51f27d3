import * as z from 'zod';

/** What became of a request in plain language: what a model made of it, and what of that was not believed. */
export const requestReport = z.object({
  files: z.array(z.string()).describe('Paths within the drop'),
  by: z.exactOptional(z.string()).describe('The id of the model that answered'),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  costUsd: z.number().describe('US dollars, estimated by a table of prices'),
  pricesAsOf: z.string().describe('The date of that table'),
  made: z.array(z.object({ logicalId: z.string(), type: z.string() })).describe('Resources that came of it'),
  refused: z
    .array(z.object({ pointer: z.string().describe('RFC 6901, into the answer of the model'), why: z.string() }))
    .describe('The first 20 parts of the answer that were left out; fidelity.json has them all'),
  notUsed: z.exactOptional(z.string()).describe('Why nothing came of it'),
});

export type RequestReport = z.infer<typeof requestReport>;
