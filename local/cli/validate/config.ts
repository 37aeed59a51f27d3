import { readFile } from 'node:fs/promises';
import { dirname, matchesGlob, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { UsageError } from '../command.ts';
import type { Ignore } from './ignore.ts';

export const configName = '.dropforge.yml';

const texts = z.array(z.string().min(1)).min(1);

/** `.dropforge.yml`: what a repository has decided to ignore, where, and why. */
const config = z.strictObject({
  ignore: z
    .array(
      z.strictObject({
        rules: texts,
        paths: texts.optional().describe("Globs, relative to this file's folder; everywhere if left out"),
        reason: z.string().trim().min(1),
      }),
    )
    .default([]),
});

/** What the configuration ignores in a file. */
export type ConfiguredIgnores = (file: string) => readonly Ignore[];

const parsed = (text: string, file: string) => {
  try {
    return config.parse(parse(text, { maxAliasCount: 0 }) ?? {});
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new UsageError(`${file} cannot be used: ${why}`);
  }
};

/**
 * Reads the configuration file: the one given, which must be there, or `.dropforge.yml` in the working directory if it is.
 * Throws a `UsageError` that names what is wrong with it.
 */
export const readConfig = async (given: string | undefined, cwd: string): Promise<ConfiguredIgnores> => {
  const file = resolve(cwd, given ?? configName);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (given === undefined && error.code === 'ENOENT') return '';
    throw new UsageError(`${given ?? configName} cannot be read (${error.code}).`);
  });
  const { ignore } = parsed(text, given ?? configName);
  return (template) => {
    const path = relative(dirname(file), resolve(cwd, template));
    return ignore
      .filter(({ paths }) => !paths || paths.some((pattern) => matchesGlob(path, pattern)))
      .map(({ rules, reason }) => ({ rules, reason, kind: 'external' }));
  };
};
