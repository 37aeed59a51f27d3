import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import type { PackagedService } from '#local/cloud/options.ts';
import { packageService } from '#local/package/package-service.ts';
import { packagingTakes } from './template.ts';

/** What lies beside the bundle of a function because a module in it opens it at run time: scripts/esbuild-plugins.mjs. */
const companions: Readonly<Record<string, readonly string[]>> = {
  intake: [],
  collector: ['handler.cloudformation-registry.br'],
  generator: ['handler.cloudformation-registry.br', 'handler.model.mjs'],
  validator: [
    'handler.bindings_wasm_bg.wasm',
    'handler.cloudformation-registry.br',
    'handler.engine-worker.mjs',
    'handler.graphviz.cjs',
    'handler.model.mjs',
  ],
  notifier: [],
  cleanup: [],
};

/** Lambda's limit on what a ZIP becomes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const limitBytes = 250 * 1024 * 1024;

describe('a packaged function', () => {
  let service: PackagedService;
  const contents = async (name: string) => {
    const zip = service.functions.find((candidate) => candidate.name === name)?.zip ?? `no ZIP of ${name}`;
    return unzipSync(await readFile(zip));
  };

  beforeAll(async () => {
    service = await packageService();
  }, packagingTakes);

  it.each(Object.entries(companions))(
    '%s holds its bundle and what that opens, and nothing else',
    async (name, beside) => {
      const expected = ['handler.mjs', ...beside].map((file) => `functions/${name}/${file}`);
      expect(Object.keys(await contents(name)).sort()).toEqual(expected.sort());
    },
  );

  it.each(Object.keys(companions))('%s is far below the size that Lambda takes', async (name) => {
    const bytes = Object.values(await contents(name)).reduce((sum, file) => sum + file.byteLength, 0);
    expect(bytes).toBeLessThan(limitBytes / 10);
  });
});
