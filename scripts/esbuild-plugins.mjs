import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';

const { resolve } = createRequire(import.meta.url);

/** The code of a thread, bundled as its handler is; what it reads lies beside the handler as well. */
const thread = (source) => async (options) => {
  const { outputFiles } = await bundle({
    ...options,
    entryPoints: [fileURLToPath(new URL(source, import.meta.url))],
    write: false,
  });
  return outputFiles.find(({ path }) => /\.m?js$/.test(path)).contents;
};

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
  {
    module: /[\\/]template[\\/]validate[\\/]engine\.ts$/,
    expression: `join(here, 'engine/worker.ts')`,
    name: 'engine-worker.mjs',
    // What the thread reads: the handler's build writes it, the thread's own build only names it.
    reads: ['bindings_wasm_bg.wasm'],
    bytes: thread('../jobs/template/validate/engine/worker.ts'),
  },
];

/** An esbuild plugin. Fails the build if a module has changed how it finds its file: better then than at a cold start. */
const assetsBesideTheBundle = {
  name: 'assets-beside-the-bundle',
  setup(build) {
    build.onResolve({ filter: /^asset:/ }, ({ path }) => ({ path: path.slice('asset:'.length), namespace: 'asset' }));
    const { format, platform, target, minify, keepNames, assetNames, banner } = build.initialOptions;
    const options = { bundle: true, outdir: 'out', format, platform, target, minify, keepNames, assetNames, banner };
    for (const { module, expression, name, reads = [], bytes } of assets) {
      build.onLoad({ filter: module }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (!source.includes(expression)) {
          throw new Error(`${path} no longer finds its file by ${expression}: update scripts/esbuild-plugins.mjs`);
        }
        // esbuild takes a file called .mjs for a module, whose one export is the path.
        const files = [...reads, name].map(
          (file) => `require('asset:${file}')${file.endsWith('.mjs') ? '.default' : ''}`,
        );
        const found = `require('node:path').join(__dirname, [${files}].at(-1))`;
        return { contents: source.replace(expression, () => found), loader: path.endsWith('.ts') ? 'ts' : 'js' };
      });
      build.onLoad({ filter: new RegExp(`^${name}$`), namespace: 'asset' }, async () => ({
        contents: await bytes({ ...options, plugins: [assetsBesideTheBundle] }),
        loader: 'file',
      }));
    }
  },
};

export default [assetsBesideTheBundle];
