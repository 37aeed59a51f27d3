import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as z from 'zod';
import { configuredRepair } from '#jobs/template/configured-repair.ts';
import { limits } from '#jobs/template/validate/limits.ts';
import type { Repair } from '#jobs/template/validate/repair.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { type Arguments, CommandError, UsageError } from './command.ts';
import { readModelEnvironment } from './env.ts';
import { inOrder } from './in-order.ts';
import { atLeast, severities } from './severity.ts';
import type { Surroundings } from './terminal.ts';
import { type ConfiguredIgnores, readConfig } from './validate/config.ts';
import { type Found, findTemplates, looksLikeTemplate } from './validate/find-templates.ts';
import { formats } from './validate/format/index.ts';
import type { Result, Totals } from './validate/result.ts';
import { validateOne } from './validate/validate-one.ts';
import { watchPaths } from './validate/watch.ts';

type Level = (typeof severities)[number];

type Asked = {
  readonly paths: readonly string[];
  readonly fix: boolean;
  readonly format: string;
  readonly shown: Level;
  readonly failOn: Level;
  readonly ignoresFor: ConfiguredIgnores;
  /** What mends what fixers could not, if a model is configured and fixes are asked for. */
  readonly repair: Repair | undefined;
};

const level = (given: string | undefined, otherwise: Level): Level =>
  severities.find((severity) => severity === given) ?? otherwise;

const repairOf = (): Repair | undefined => {
  try {
    return configuredRepair(readModelEnvironment());
  } catch (error) {
    throw new UsageError(error instanceof z.ZodError ? z.prettifyError(error) : String(error));
  }
};

const asked = async (given: Arguments, cwd: string): Promise<Asked> => {
  const format = given.text('format') ?? 'text';
  if (given.flag('watch') && format !== 'text') throw new UsageError('--watch prints text only: leave --format out.');
  return {
    paths: given.positionals,
    fix: given.flag('fix'),
    format,
    shown: level(given.text('severity'), 'warn'),
    failOn: level(given.text('fail-on'), 'error'),
    ignoresFor: await readConfig(given.text('config'), cwd),
    repair: given.flag('fix') ? repairOf() : undefined,
  };
};

/** A file's text; undefined if it lies in a folder and is no template. */
const read = async ({ file, named }: Found, cwd: string): Promise<string | undefined> => {
  const path = resolve(cwd, file);
  try {
    if (!named && (await stat(path)).size > limits.templateBytes) return undefined;
    const text = await readFile(path, 'utf8');
    return named || looksLikeTemplate(text) ? text : undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    throw new UsageError(`${file} cannot be read (${code}).`);
  }
};

/** What was fixed is always shown: the file was changed. */
const shown = (result: Result, least: Level): Result => {
  const severe = new Set(atLeast(result.findings, least));
  const findings = result.findings.filter((finding) => finding.fix !== undefined || severe.has(finding));
  return { ...result, findings };
};

/** An analysis that is incomplete fails at every level: nobody knows what it would have found. */
const fails = ({ findings, verdict }: Result, failOn: Level): boolean =>
  verdict === 'incomplete' ||
  atLeast(
    findings.filter(({ fix }) => fix === undefined),
    failOn,
  ).length > 0;

const judge = async (text: string, file: string, { fix, ignoresFor, repair }: Asked, cwd: string): Promise<Result> => {
  const done = await validateOne(text, file, { fix, ignores: ignoresFor(file), ...(repair && { repair }) }).catch(
    (error: unknown) => {
      if (error instanceof PermanentError) throw new CommandError(`${error.message}. ${error.hint}.`);
      throw error;
    },
  );
  if (fix && done.text !== text) await writeFile(resolve(cwd, file), done.text);
  return done.result;
};

/** So many templates are read and judged at a time: enough to keep two engines busy. */
const atOnce = 16;

type Looked = Result | 'passed over' | 'as it was';

const lookAt = async (found: Found, what: Asked, cwd: string, seen?: Map<string, string>): Promise<Looked> => {
  const text = await read(found, cwd);
  if (text === undefined) return 'passed over';
  const hash = seen && createHash('sha256').update(text).digest('base64');
  if (hash && seen?.get(found.file) === hash) return 'as it was';
  if (hash) seen?.set(found.file, hash);
  return judge(text, found.file, what, cwd);
};

/** Validates all that is asked for once, but for files that are as they were at the last look. */
const look = async (what: Asked, { out, cwd, signal }: Surroundings, seen?: Map<string, string>): Promise<number> => {
  const format = (formats[what.format] ?? formats.text)?.();
  const totals = { templates: 0, valid: 0, passedOver: 0 } satisfies Totals;
  let failed = false;
  format?.begin(out);
  const found = await findTemplates(what.paths, cwd);
  const begin = async (one: Found) => {
    signal.throwIfAborted();
    return lookAt(one, what, cwd, seen);
  };
  for await (const result of inOrder(atOnce, found, begin)) {
    if (result === 'passed over') totals.passedOver += 1;
    if (typeof result === 'string') continue;
    totals.templates += 1;
    totals.valid += result.verdict === 'valid' ? 1 : 0;
    failed ||= fails(result, what.failOn);
    format?.add(out, shown(result, what.shown));
  }
  if (totals.templates > 0 || !seen) format?.end(out, totals);
  return failed ? 1 : 0;
};

/** While somebody edits, what cannot be read is told and waited for. */
const lookAgain = (what: Asked, around: Surroundings, seen: Map<string, string>): Promise<void> =>
  look(what, around, seen).then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof UsageError || error instanceof CommandError)) throw error;
      around.err.write(`${error.message}\n`);
    },
  );

/**
 * Validates templates in this process, with one engine for all of them.
 * Resolves to 1 if a finding is as severe as `--fail-on`, or an analysis incomplete; else to 0.
 */
export const validateFiles = async (given: Arguments, around: Surroundings): Promise<number> => {
  const { cwd, signal } = around;
  const what = await asked(given, cwd);
  if (!given.flag('watch')) return look(what, around);
  const seen = new Map<string, string>();
  await look(what, around, seen);
  around.err.write('Watching for changes; Ctrl-C ends it.\n');
  await watchPaths(what.paths, { cwd, signal, changed: () => lookAgain(what, around, seen) });
  return 0;
};
