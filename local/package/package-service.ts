import { execFile } from 'node:child_process';
import { access, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Template } from '#shared/cloudformation/template.ts';
import type { PackagedService } from '../cloud/options.ts';
import { fingerprint } from './fingerprint.ts';
import { withLock } from './lock.ts';
import { packagedFunctions } from './packaged-functions.ts';

export type PackageOptions = {
  /** Where serverless.yml is. Default: this repository. */
  readonly root?: string;
  /** Default `local`. */
  readonly stage?: string;
  /** What `--param` gives: alertEmail, settleSeconds … */
  readonly params?: Readonly<Record<string, string>>;
};

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const templateFile = 'cloudformation-template-update-stack.json';

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const commandLine = ({ stage = 'local', params = {} }: PackageOptions): string[] => [
  'package',
  '--stage',
  stage,
  ...Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`]),
];

/** It takes some seconds; one that takes minutes has hung. */
const patienceMs = 2 * 60_000;

const run = async (root: string, args: readonly string[], into: string): Promise<void> => {
  const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
  try {
    await promisify(execFile)(process.execPath, [serverless, ...args, '--package', into], {
      cwd: root,
      timeout: patienceMs,
    });
  } catch (error) {
    const { stdout = '', stderr = String(error) } = error as { stdout?: string; stderr?: string };
    throw new Error(`serverless ${args.join(' ')} failed:\n${`${stdout}\n${stderr}`.trim()}`);
  }
};

/** Old packages go, all but the newest few: a process may still be running one. */
const prune = async (cache: string, keep = 8): Promise<void> => {
  const names = await readdir(cache);
  const aged = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(cache, name))).mtimeMs })));
  const old = aged.sort((a, b) => b.at - a.at).slice(keep);
  await Promise.all(old.map(({ name }) => rm(join(cache, name), { recursive: true, force: true })));
};

/** Where a package's CloudFormation template lies. */
export const templatePath = ({ dir }: PackagedService): string => join(dir, templateFile);

const read = async (dir: string): Promise<PackagedService> => {
  const template: Template = JSON.parse(await readFile(join(dir, templateFile), 'utf8'));
  return { dir, template, functions: packagedFunctions(template, dir) };
};

/** Packages what the sources are now into `dir`. False, and nothing is kept, if they changed meanwhile. */
const make = async (root: string, args: readonly string[], dir: string): Promise<boolean> => {
  const draft = `${dir}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await run(root, args, draft);
  if (basename(dir) === (await fingerprint(root, args))) {
    await rename(draft, dir);
    return true;
  }
  await rm(draft, { recursive: true, force: true });
  return false;
};

/**
 * The service as `serverless package` makes it: the CloudFormation template and a ZIP a function, in
 * `.dropforge/package/<fingerprint of the sources>`. Packages only what has changed, one process at a time; a half-made
 * package is never seen. Throws with the framework's own output if it cannot be packaged.
 */
export const packageService = async (options: PackageOptions = {}): Promise<PackagedService> => {
  const root = options.root ?? repository;
  const args = commandLine(options);
  const cache = join(root, '.dropforge', 'package');
  const current = async () => join(cache, await fingerprint(root, args));
  const found = await current();
  if (await exists(found)) return read(found);
  await mkdir(cache, { recursive: true });
  return withLock(join(root, '.dropforge', 'package.lock'), async () => {
    for (let attempt = 0; attempt < 3; attempt++) {
      const dir = await current();
      if (!(await exists(dir)) && !(await make(root, args, dir))) continue;
      await prune(cache);
      return read(dir);
    }
    throw new Error('The sources changed each time they were packaged: try again when they rest');
  });
};
