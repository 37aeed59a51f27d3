import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/**
 * Modules that read a file at run time, the expression by which they find it, and its bytes. In a bundle the expression
 * would point to where nothing lies. Importing the file instead makes esbuild's `file` loader write it beside exactly
 * those bundles that hold the module, so that it is in their zips and in no other.
 */
const assets = [
  {
    module: /[\\/]@aws[\\/]cloudformation-validate[\\/]bindings_wasm\.js$/,
    expression: `\`\${__dirname}/bindings_wasm_bg.wasm\``,
    name: 'bindings_wasm_bg.wasm',
    bytes: () => readFile(resolve('@aws/cloudformation-validate/bindings_wasm_bg.wasm')),
  },
  {
    module: /[\\/]shared[\\/]cloudformation[\\/]registry\.ts$/,
    expression: 'join(here, registryFileName)',
    name: 'cloudformation-registry.br',
    bytes: async () => (await import('../shared/cloudformation/registry.ts')).registryFile(),
  },
];

/** An esbuild plugin. Fails the build if a module has changed how it finds its file: better then than at a cold start. */
const assetsBesideTheBundle = {
  name: 'assets-beside-the-bundle',
  setup(build) {
    build.onResolve({ filter: /^asset:/ }, ({ path }) => ({ path: path.slice('asset:'.length), namespace: 'asset' }));
    for (const { module, expression, name, bytes } of assets) {
      build.onLoad({ filter: module }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (!source.includes(expression)) {
          throw new Error(`${path} no longer finds its file by ${expression}: update scripts/esbuild-plugins.mjs`);
        }
        const found = `require('node:path').join(__dirname, require('asset:${name}'))`;
        return { contents: source.replace(expression, () => found), loader: path.endsWith('.ts') ? 'ts' : 'js' };
      });
      build.onLoad({ filter: new RegExp(`^${name}$`), namespace: 'asset' }, async () => ({
        contents: await bytes(),
        loader: 'file',
      }));
    }
  },
};

export default [assetsBesideTheBundle];
