/**
 * `npm run --silent sbom`: prints the software bill of materials of what is deployed, a CycloneDX 1.6 document made of package-lock.json:
 * the same for the same lock. npm's own (`npm sbom --omit dev`) leaves out what a development dependency uses too, as zod.
 * https://cyclonedx.org/docs/1.6/json/
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const names = z.record(z.string(), z.string()).default({});
const lock = z.object({
  name: z.string(),
  version: z.string(),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string(),
      license: z.string().optional(),
      integrity: z.string().optional(),
      dev: z.boolean().default(false),
      optional: z.boolean().default(false),
      dependencies: names,
      optionalDependencies: names,
    }),
  ),
});
type Packages = z.infer<typeof lock>['packages'];
type Package = Packages[string];

const within = 'node_modules/';
const nameOf = (path: string): string => path.slice(path.lastIndexOf(within) + within.length);
/** https://github.com/package-url/purl-spec */
const purl = (path: string, { version }: Package): string => `pkg:npm/${nameOf(path).replace('@', '%40')}@${version}`;

/** Subresource integrity, `sha512-<base64>`, as CycloneDX writes a hash. */
const hashOf = (integrity: string) => {
  const [algorithm = '', digest = ''] = integrity.split('-', 2);
  return {
    alg: algorithm.toUpperCase().replace('SHA', 'SHA-'),
    content: Buffer.from(digest, 'base64').toString('hex'),
  };
};

const component = (path: string, one: Package) => ({
  type: 'library',
  'bom-ref': path,
  name: nameOf(path),
  version: one.version,
  scope: one.optional ? 'optional' : 'required',
  purl: purl(path, one),
  ...(one.integrity && { hashes: [hashOf(one.integrity)] }),
  ...(one.license && { licenses: [{ license: { id: one.license } }] }),
});

/** Where Node finds a package from another: in its own folder, else in the nearest above. */
const found = (packages: Packages, from: string, name: string): string | undefined => {
  for (let base = from; ; base = base.slice(0, Math.max(base.lastIndexOf(`/${within}`), 0))) {
    const path = `${base === '' ? '' : `${base}/`}${within}${name}`;
    if (Object.hasOwn(packages, path)) return path;
    if (base === '') return undefined;
  }
};

const dependsOn = (packages: Packages, path: string, one: Package): string[] =>
  Object.keys({ ...one.dependencies, ...one.optionalDependencies }).flatMap(
    (name) => found(packages, path, name) ?? [],
  );

const { name, version, packages } = lock.parse(
  JSON.parse(await readFile(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8')),
);
const { '': root, ...rest } = packages;
const shipped = Object.entries(rest).filter(([, { dev }]) => !dev);
const ref = `${name}@${version}`;

console.log(
  JSON.stringify(
    {
      $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: {
        component: {
          type: 'application',
          'bom-ref': ref,
          name,
          version,
          licenses: [{ license: { id: root?.license } }],
        },
      },
      components: shipped.map(([path, one]) => component(path, one)),
      dependencies: [
        { ref, dependsOn: Object.keys(root?.dependencies ?? {}).map((dependency) => `${within}${dependency}`) },
        ...shipped.map(([path, one]) => ({ ref: path, dependsOn: dependsOn(packages, path, one) })),
      ],
    },
    null,
    1,
  ),
);
