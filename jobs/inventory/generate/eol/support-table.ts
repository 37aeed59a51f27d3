import * as z from 'zod';

/** Three different days: support ends (and deprecation begins), then updates are blocked, or then even paid support ends. */
export const supportRow = z.object({
  version: z.string().describe('A runtime identifier, or a major version'),
  standardEnds: z.iso.date().describe('The last day of standard support, in UTC'),
  extendedEnds: z.iso.date().optional().describe('The last day of extended support, which is paid for'),
  chargedFrom: z.iso
    .date()
    .optional()
    .describe('The first day extended support is charged for, where it is not the next'),
  updatesBlocked: z.iso.date().optional().describe('The day from which a function can be invoked and not updated'),
});

export const supportTable = z.object({
  name: z.string(),
  asOf: z.iso.date().describe('The day the dates were read from the sources'),
  sources: z.array(z.url()).min(1),
  rows: z.array(supportRow),
});

export const supportTables = z.array(supportTable);

export type SupportRow = z.infer<typeof supportRow>;
export type SupportTable = z.infer<typeof supportTable>;
