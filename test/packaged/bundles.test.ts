import { readFile } from 'node:fs/promises';
import { type UnzipFileInfo, unzipSync } from 'fflate';
import { allLanguages } from '#jobs/spec/collect/languages/index.ts';
import type { PackagedService } from '#local/cloud/options.ts';
import { packageService } from '#local/package/package-service.ts';
import { typstBinary } from '../../scripts/typst-binary.ts';
import { packagedTemplate, packagingTakes } from './template.ts';

/** What lies beside the bundle of a function because a module in it opens it at run time: scripts/esbuild-plugins.mjs. */
const companions: Readonly<Record<string, readonly string[]>> = {
  intake: [],
  collector: [
    'handler.cloudformation-registry.br',
    'handler.web-tree-sitter.js',
    'handler.web-tree-sitter.wasm',
    ...new Set(allLanguages.flatMap(({ grammar }) => (grammar ? [`handler.${grammar}`] : []))),
  ],
  generator: ['handler.cloudformation-registry.br', 'handler.model.mjs'],
  validator: [
    'handler.bindings_wasm_bg.wasm',
    'handler.cloudformation-registry.br',
    'handler.engine-worker.mjs',
    'handler.graphviz.cjs',
    'handler.model.mjs',
    'handler.read-pdf.mjs',
    'handler.typst.cjs',
    'handler.typst.node',
  ],
  notifier: [],
  cleanup: [],
  api: ['handler.openapi.json'],
};

/** Lambda's limit on what a ZIP becomes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const limitBytes = 250 * 1024 * 1024;

describe('a packaged function', () => {
  let service: PackagedService;
  /** The entries of a function's ZIP and what they become in bytes; nothing is unpacked. */
  const contents = async (name: string): Promise<Readonly<Record<string, number>>> => {
    const zip = service.functions.find((candidate) => candidate.name === name)?.zip ?? `no ZIP of ${name}`;
    const sizes: Record<string, number> = {};
    const note = (file: UnzipFileInfo) => {
      sizes[file.name] = file.originalSize;
      return false;
    };
    unzipSync(await readFile(zip), { filter: note });
    return sizes;
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
    const bytes = Object.values(await contents(name)).reduce((sum, size) => sum + size, 0);
    // The validator alone holds native code.
    expect(bytes).toBeLessThan(limitBytes / (name === 'validator' ? 2 : 10));
  });
});

describe('the native module of a deployed validator', () => {
  let binary: Buffer;
  beforeAll(async () => {
    binary = await readFile(typstBinary(true) ?? '');
  });

  it('is for the architecture that its function has', async () => {
    const { get } = await packagedTemplate();
    expect(get('ValidatorLambdaFunction').properties.Architectures).toEqual(['x86_64']);
    expect(binary.readUInt16LE(18)).toBe(62); // e_machine: EM_X86_64
  });

  it('asks for no newer glibc than Amazon Linux 2023 has', () => {
    const asked: number[] = [];
    for (let at = binary.indexOf('GLIBC_2.'); at !== -1; at = binary.indexOf('GLIBC_2.', at + 1))
      asked.push(Number.parseInt(binary.toString('latin1', at + 8, at + 11), 10));
    expect(asked.length).toBeGreaterThan(0);
    expect(Math.max(...asked)).toBeLessThanOrEqual(34);
  });
});
