import * as z from 'zod';
import { inventoryOptions } from './inventory/options.ts';
import { jobKinds } from './names.ts';
import { specOptions } from './spec/options.ts';
import { templateOptions } from './template-options.ts';

/** dropforge.json of any drop: `kind` says which job it asks for, and what else it may say. */
export const dropOptions = z.union([templateOptions, inventoryOptions, specOptions]);

/** As much of dropforge.json as tells which job is asked for; whether the rest is in order is the collector's to judge. */
export const kindAsked = z.object({
  kind: z.enum(jobKinds).optional().describe('Without it, what lies in the drop tells'),
  live: z.boolean().default(false).catch(false),
});

export type KindAsked = z.infer<typeof kindAsked>;
