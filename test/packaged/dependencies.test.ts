import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const repository = join(import.meta.dirname, '..', '..');

/** SPDX ids of licences that ask for no more than to be named in what we hand out. */
const allowed = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0']);

const lock = z.object({
  packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional(), license: z.string().optional() })),
});
const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
const readJson = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(repository, name), 'utf8'));

/** `#schemas/…`, `./…`, `node:…` and what is nobody's package are left out. */
const packageOf = (specifier: string) => /^(?![.#]|node:|aws-lambda$)((?:@[\w.-]+\/)?[\w.-]+)/.exec(specifier)?.[1];

/** Packages that the sources import for more than their types. */
const imported = async (): Promise<ReadonlySet<string>> => {
  const names = new Set<string>();
  for await (const path of glob('{functions,jobs,events,schemas,shared}/**/*.ts', { cwd: repository })) {
    if (path.endsWith('.test.ts') || path.startsWith('shared/testing/')) continue;
    const text = await readFile(join(repository, path), 'utf8');
    for (const [, specifier = ''] of text.matchAll(/^(?:import|export) (?!type )(?:[^;]*? from )?'([^']+)';/gms)) {
      const name = packageOf(specifier);
      if (name) names.add(name);
    }
  }
  return names;
};

describe('what is bundled', () => {
  it('stands under dependencies, where the audit, the licences and the SBOM look', async () => {
    const { dependencies } = manifest.parse(await readJson('package.json'));
    const names = await imported();
    expect(names.size).toBeGreaterThan(20);
    expect([...names].filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  });

  it('and all that it brings along, has a licence that we may hand it out under', async () => {
    const { packages } = lock.parse(await readJson('package-lock.json'));
    const production = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);
    expect(production.length).toBeGreaterThan(100);
    expect(production.filter(([, { license = 'none' }]) => !allowed.has(license)).map(([path]) => path)).toEqual([]);
  });
});
