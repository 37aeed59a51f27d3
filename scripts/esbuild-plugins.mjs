import { readFile } from 'node:fs/promises';

/**
 * Packages that read a file of their own at run time, and the expression by which they find it. In a bundle that
 * expression would point beside the bundle, where nothing lies; importing the file instead makes esbuild's `file`
 * loader put it into the zip of exactly the functions that bundle the package, under a name that the import returns.
 */
const assets = [
  {
    module: /[\\/]@aws[\\/]cloudformation-validate[\\/]bindings_wasm\.js$/,
    expression: `\`\${__dirname}/bindings_wasm_bg.wasm\``,
    file: './bindings_wasm_bg.wasm',
  },
  {
    module: /[\\/]@aws-cdk[\\/]aws-service-spec[\\/]lib[\\/]index\.js$/,
    expression: `path.join(__dirname, '..', DB_COMPRESSED)`,
    file: '../db.json.gz',
  },
];

/** An esbuild plugin: what a bundled package reads from its own folder lies beside the bundle. Fails the build if the package has changed how it reads it. */
const assetsBesideTheBundle = {
  name: 'assets-beside-the-bundle',
  setup(build) {
    for (const { module, expression, file } of assets) {
      build.onLoad({ filter: module }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (!source.includes(expression)) {
          throw new Error(`${path} no longer reads its file by ${expression}: update scripts/esbuild-plugins.mjs`);
        }
        const found = `require('node:path').join(__dirname, require('${file}'))`;
        return { contents: source.replace(expression, () => found), loader: 'js' };
      });
    }
  },
};

export default [assetsBesideTheBundle];
