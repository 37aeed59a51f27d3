import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { noBinaryHere, typstBinary } from './typst-binary.ts';

const { resolve } = createRequire(import.meta.url);

/** A bundle of its own, made as the functions' are. */
const bundleOf = async (entryPoint, { esbuild, initialOptions }) => {
  const { outputFiles } = await esbuild.build({ ...initialOptions, entryPoints: [entryPoint], write: false });
  return outputFiles[0].contents;
};

/**
 * serverless-esbuild zips everything that is built into every function, but for files whose name goes on from another
 * function's bundle (handler.mjs): so this is how a companion's name begins.
 */
const prefix = 'handler.';

/** Where a companion of this name (an expression) lies at run time. */
const beside = (name) => `require('node:path').join(__dirname, '${prefix}' + ${name})`;

const read = (specifier) => () => readFile(resolve(specifier));

/** The grammars of every language that is parsed, as the languages themselves say. */
const grammars = async () => {
  const { allLanguages } = await import('../jobs/spec/collect/languages/index.ts');
  return [...new Set(allLanguages.flatMap(({ grammar }) => grammar ?? []))];
};

/** The compiler's own module finds the binary of its platform by trying the packages of all; beside a bundle lies the right one. */
const typstModule = async () => {
  const source = await readFile(resolve('@myriaddreamin/typst-ts-node-compiler'), 'utf8');
  const asked = `require("./index-napi.js")`;
  if (!source.includes(asked)) throw new Error(`The Typst compiler no longer asks for its binary by ${asked}`);
  return source.replace(asked, () => `require("./${prefix}typst.node")`);
};

/**
 * Modules that open files at run time, the expression by which they find them, and how each is made. In a bundle the
 * expression would point to where nothing lies; here the files are written beside exactly those bundles that hold the
 * module, and the expression is replaced by where they then are (`found`; by default the one file there is).
 */
const companions = [
  {
    module: /[\\/]@aws[\\/]cloudformation-validate[\\/]bindings_wasm\.js$/,
    expression: `\`\${__dirname}/bindings_wasm_bg.wasm\``,
    file: 'bindings_wasm_bg.wasm',
    make: read('@aws/cloudformation-validate/bindings_wasm_bg.wasm'),
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
    module: /[\\/]validate[\\/]pdf[\\/]load\.ts$/,
    expression: `join(here, 'read.ts')`,
    file: 'read-pdf.mjs', // a library that reads any PDF, to judge our own: of use to the validator of specifications alone
    make: (path, build) => bundleOf(join(dirname(path), 'read.ts'), build),
  },
  {
    module: /[\\/]shared[\\/]api[\\/]operations[\\/]get-openapi\.ts$/,
    expression: `join(here, '../../../schemas/json/openapi.json')`,
    file: 'openapi.json', // read by the few who ask for it
    make: async (path) =>
      JSON.stringify(JSON.parse(await readFile(join(dirname(path), '../../../schemas/json/openapi.json'), 'utf8'))),
  },
  {
    module: /[\\/]diagram[\\/]graphviz\.ts$/,
    expression: `load.resolve('@viz-js/viz')`,
    file: 'graphviz.cjs', // WebAssembly in a string: in the bundle each cold start would read it, picture or not
    make: read('@viz-js/viz'),
  },
  {
    module: /[\\/]parse[\\/]tree-sitter\.ts$/,
    expression: 'load.resolve(name)',
    found: beside(`name.slice(name.lastIndexOf('/') + 1)`),
    files: async () => {
      const library = ['web-tree-sitter.js', 'web-tree-sitter.wasm'].map((file) => [
        file,
        async () => readFile(join(dirname(resolve('web-tree-sitter')), file)),
      ]);
      const languages = (await grammars()).map((file) => [file, read(`@vscode/tree-sitter-wasm/wasm/${file}`)]);
      return Object.fromEntries([...library, ...languages]);
    },
  },
  {
    module: /[\\/]render[\\/]pdf[\\/]compiler\.ts$/,
    expression: `load.resolve('@myriaddreamin/typst-ts-node-compiler')`,
    found: beside(`'typst.cjs'`),
    // Native code, 50 MB of it, that only a specification asks for.
    files: ({ deployed }) => {
      const binary = typstBinary(deployed);
      return binary
        ? { 'typst.cjs': typstModule, 'typst.node': () => readFile(binary) }
        : { 'typst.cjs': () => `throw new Error(${JSON.stringify(noBinaryHere)});` };
    },
  },
];

const filesOf = async ({ file, make, files }, context) => (files ? files(context) : { [file]: make });

/** An esbuild plugin. Fails the build if a module has changed how it finds its files: better then than at a cold start. */
const filesBesideTheBundle = (context) => ({
  name: 'files-beside-the-bundle',
  setup(build) {
    const { outdir } = build.initialOptions;
    for (const companion of companions) {
      const { module, expression, found = beside(`'${companion.file}'`) } = companion;
      build.onLoad({ filter: module }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (!source.includes(expression)) {
          throw new Error(`${path} no longer finds its file by ${expression}: update scripts/esbuild-plugins.mjs`);
        }
        await mkdir(outdir, { recursive: true });
        for (const [file, make] of Object.entries(await filesOf(companion, context)))
          await writeFile(join(outdir, prefix + file), await make(path, build));
        return { contents: source.replace(expression, () => found), loader: path.endsWith('.ts') ? 'ts' : 'js' };
      });
    }
  },
});

/** The embedded cloud runs on this machine; every other stage is deployed to Lambda. */
export default ({ service }) => [filesBesideTheBundle({ deployed: service.provider.stage !== 'local' })];
