import * as z from 'zod';
import { type ModelEnv, modelEnv } from '#shared/pipeline/env.ts';

/** What of the environment the command line heeds. https://no-color.org */
const cliEnvironment = z.object({
  NO_COLOR: z.string().optional(),
  TERM: z.string().optional(),
});

/** Whether `validate --fix` may ask a model, and which; its name and limits are those of the deployed validator. Throws if they are wrong. */
export const readModelEnvironment = (): ModelEnv => modelEnv.parse(process.env);

export type CliEnvironment = z.infer<typeof cliEnvironment>;

export const readEnvironment = (): CliEnvironment => cliEnvironment.parse(process.env);
