import * as z from 'zod';

export const source = z.object({
  file: z.string().describe('Path within the drop'),
  pointer: z.string().describe('RFC 6901 JSON pointer into the file'),
});

export const dropReasons = [
  'read-only',
  'service-default',
  'account-metadata',
  'empty',
  'superseded',
  'not-deployable',
  'not-importable',
  'physical-name',
  'not-believed',
] as const;

/** One input property (a leaf of what was found) and what became of it. */
export const fidelityEntry = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('carried'),
    source,
    to: z.string().describe('Resources/<logicalId>/Properties/…, slash-separated'),
    template: z.string().optional().describe('The file of the template it is in, where there are several'),
  }),
  z.object({ outcome: z.literal('dropped'), source, reason: z.enum(dropReasons), note: z.string().optional() }),
  z.object({ outcome: z.literal('lost'), source, reason: z.string().describe('Why no place was found') }),
]);

/** The fidelity report, fidelity.json: every property that went in is carried, dropped with a reason, or lost. */
export const fidelityReport = z.object({
  counts: z.object({ carried: z.number().int(), dropped: z.number().int(), lost: z.number().int() }),
  files: z.array(
    z.object({
      file: z.string(),
      bytes: z.number(),
      outcome: z.enum(['read', 'passed-over', 'failed']),
      dialect: z.string().optional(),
      resources: z.number().int(),
      reason: z.string().optional(),
      line: z.number().int().optional(),
    }),
  ),
  entries: z.array(fidelityEntry),
});

export type FidelityEntry = z.infer<typeof fidelityEntry>;
export type FidelityReport = z.infer<typeof fidelityReport>;
