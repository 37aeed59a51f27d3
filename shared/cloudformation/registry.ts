import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRegistry, packRegistry, registryFileName } from './registry-file.ts';
import type { Registry } from './resource-type.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** Found at run time, not imported: the package's code and its 2.6 MB stay out of the bundles. */
const specPackage = () => dirname(createRequire(import.meta.url).resolve('@aws-cdk/aws-service-spec/package.json'));

/** Counts what `packRegistry` has changed: what an older checkout cached is not read. */
const format = 2;

const packedFromPackage = (): Buffer => {
  const source = specPackage();
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const cache = join(source, '..', '..', '.cache', 'dropforge');
  const cached = join(cache, `${version}-${format}-${registryFileName}`);
  if (existsSync(cached)) return readFileSync(cached);
  const packed = packRegistry(readFileSync(join(source, 'db.json.gz')));
  try {
    mkdirSync(cache, { recursive: true });
    const draft = `${cached}.${process.pid}`;
    writeFileSync(draft, packed);
    renameSync(draft, cached);
  } catch {
    // A read-only checkout works as well, a second slower.
  }
  return packed;
};

let registry: Registry | undefined;

/** The registry file's bytes, for the packager: what a bundle wants beside it as `cloudformation-registry.br`. */
export const registryFile = packedFromPackage;

/** The registry, opened once a process: from the file beside the bundle or, in a checkout, from the package (cached in node_modules/.cache). */
export const loadRegistry = (): Registry => {
  const beside = join(here, registryFileName);
  registry ??= openRegistry(existsSync(beside) ? readFileSync(beside) : packedFromPackage());
  return registry;
};
