import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Model, ModelConfig } from './model.ts';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * The configured model. Its SDK clients are a file of their own beside the bundle (scripts/esbuild-plugins.mjs), read when
 * a model is first needed: a function without one never parses them.
 */
export const loadModel = async (config: ModelConfig): Promise<Model> => {
  const { startModel }: typeof import('./bedrock.ts') = await import(join(here, 'bedrock.ts'));
  return startModel(config);
};
