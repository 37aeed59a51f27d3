import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** In a bundle, the file beside it: scripts/esbuild-plugins.mjs. */
const file = load.resolve('@viz-js/viz');

export type Graphviz = Awaited<ReturnType<typeof import('@viz-js/viz')['instance']>>;

/** Graphviz as WebAssembly: a megabyte of code, read only when there is something to draw. */
export const graphviz = async (): Promise<Graphviz> => {
  const { instance }: typeof import('@viz-js/viz') = load(file);
  return instance();
};
