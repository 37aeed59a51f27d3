import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);

/** A bundle of its own, made as the functions' are. */
const bundleOf = async (entryPoint, { esbuild, initialOptions }) => {
  const { outputFiles } = await esbuild.build({ ...initialOptions, entryPoints: [entryPoint], write: false });
  return outputFiles[0].contents;
};

/**
 * Modules that open a file at run time, the expression by which they find it, and how it is made. In a bundle the
 * expression would point to where nothing lies; here the file is written beside exactly those bundles that hold the
 * module, and the expression is replaced by where it then is.
 */
const companions = [
  {
    module: /[\\/]@aws[\\/]cloudformation-validate[\\/]bindings_wasm\.js$/,
    expression: `\`\${__dirname}/bindings_wasm_bg.wasm\``,
    file: 'bindings_wasm_bg.wasm',
    make: () => readFile(resolve('@aws/cloudformation-validate/bindings_wasm_bg.wasm')),
  },
  {
    module: /[\\/]shared[\\/]cloudformation[\\/]registry\.ts$/,
    expression: 'join(here, registryFileName)',
    file: 'cloudformation-registry.br',
    make: async () => (await import('../shared/cloudformation/registry.ts')).registryFile(),
  },
  {
    module: /[\\/]validate[\\/]engine\.ts$/,
    expression: `join(here, 'engine/worker.ts')`,
    file: 'engine-worker.mjs', // a thread starts from a file of its own: a bundle beside the bundle
    make: (path, build) => bundleOf(join(dirname(path), 'engine', 'worker.ts'), build),
  },
  {
    module: /[\\/]shared[\\/]model[\\/]load\.ts$/,
    expression: `join(here, 'bedrock.ts')`,
    file: 'model.mjs', // the SDK clients of a model that most deployments never ask: not parsed at a cold start
    make: (path, build) => bundleOf(join(dirname(path), 'bedrock.ts'), build),
  },
  {
    module: /[\\/]diagram[\\/]graphviz\.ts$/,
    expression: `load.resolve('@viz-js/viz')`,
    file: 'graphviz.cjs', // WebAssembly in a string: in the bundle each cold start would read it, picture or not
    make: () => readFile(resolve('@viz-js/viz')),
  },
];

/**
 * serverless-esbuild zips everything that is built into every function, but for files whose name goes on from another
 * function's bundle (handler.mjs): so this is how a companion's name begins.
 */
const prefix = 'handler.';

/** An esbuild plugin. Fails the build if a module has changed how it finds its file: better then than at a cold start. */
const filesBesideTheBundle = {
  name: 'files-beside-the-bundle',
  setup(build) {
    const { outdir } = build.initialOptions;
    for (const { module, expression, file, make } of companions) {
      build.onLoad({ filter: module }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (!source.includes(expression)) {
          throw new Error(`${path} no longer finds its file by ${expression}: update scripts/esbuild-plugins.mjs`);
        }
        await mkdir(outdir, { recursive: true });
        await writeFile(join(outdir, prefix + file), await make(path, build));
        const found = `require('node:path').join(__dirname, '${prefix}${file}')`;
        return { contents: source.replace(expression, () => found), loader: path.endsWith('.ts') ? 'ts' : 'js' };
      });
    }
  },
};

export default [filesBesideTheBundle];
