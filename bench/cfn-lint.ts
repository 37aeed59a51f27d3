import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { measured } from './measured.ts';

const installed = join(import.meta.dirname, '..', '.venv', 'bin', 'cfn-lint');

/** What to run: the one of scripts/python-tools.sh, else the one on the PATH. */
const command = existsSync(installed) ? installed : 'cfn-lint';

/** cfn-lint's version, or undefined where it is not installed. */
export const cfnLintVersion = (): Promise<string | undefined> =>
  promisify(execFile)(command, ['--version']).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );

type Match = { readonly Level: string; readonly Filename: string };

/** Runs cfn-lint over files in one process. `matches` is undefined if it broke off: then its figures mean nothing. */
export const cfnLint = async (files: readonly string[]) => {
  const run = await measured(command, ['--format', 'json', '--', ...files]);
  return { ...run, matches: matchesIn(run.stdout) };
};

const matchesIn = (stdout: string): readonly Match[] | undefined => {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
};

export const notInstalled = 'cfn-lint is not installed here (scripts/python-tools.sh installs it): not compared.';

export const brokeOff = 'cfn-lint broke off on these templates: not compared.';
