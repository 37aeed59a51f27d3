import * as z from 'zod';

/** The name of the optional file in a drop that says how the job is to be done. */
export const optionsFile = 'dropforge.json';

/** An object of this name says that the drop is complete: the job starts at once. */
export const readyMarker = '_READY';

export const modes = ['recreate', 'import'] as const;

export const templateOptions = z.strictObject({
  kind: z.literal('template').default('template'),
  strict: z
    .boolean()
    .default(false)
    .describe('Fail the job if a file cannot be read or an error remains in the template'),
  mode: z
    .enum(modes)
    .default('recreate')
    .describe('recreate: a template to deploy anew. import: a template that takes the live resources into a new stack'),
});

export type TemplateOptions = z.infer<typeof templateOptions>;
