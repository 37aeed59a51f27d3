import * as z from 'zod';
import { jobInput } from '#schemas/api/submission.ts';
import type { JobKind } from '#schemas/names.ts';
import { ApiProblem } from '../api-problem.ts';
import type { InputAt } from './deps.ts';

const path = z
  .string()
  .min(1)
  .max(1024)
  .describe('Instead of `input`: a file or folder within the directory that this server was started in');

/** The input of a tool that starts a job, where a path may stand for the files. */
export const withPath = (input: z.ZodObject): z.ZodObject =>
  input.extend({ input: jobInput.optional(), path: path.optional() });

/** The same as if the files had been given. Throws an `ApiProblem` if both are given, or the path will not do. */
export const pathTaken = async (
  { path: at, ...given }: Readonly<Record<string, unknown>>,
  kind: JobKind,
  inputAt: InputAt,
): Promise<Readonly<Record<string, unknown>>> => {
  if (at === undefined) return given;
  if (given.input !== undefined) throw new ApiProblem('INCONSISTENT_REQUEST', 'Give input or path, not both.');
  return { ...given, input: await inputAt(path.parse(at), kind) };
};
