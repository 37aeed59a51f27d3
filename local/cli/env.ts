import * as z from 'zod';

/** What of the environment the command line heeds. https://no-color.org */
const cliEnvironment = z.object({
  NO_COLOR: z.string().optional(),
  TERM: z.string().optional(),
});

export type CliEnvironment = z.infer<typeof cliEnvironment>;

export const readEnvironment = (): CliEnvironment => cliEnvironment.parse(process.env);
