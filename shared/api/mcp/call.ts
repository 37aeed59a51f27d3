import type * as z from 'zod';
import type { Operation } from '#schemas/api/operations/index.ts';
import type { RawRequest } from '../api.ts';
import type { McpDeps } from './deps.ts';

type Parts = Omit<RawRequest, 'caller' | 'correlationId'>;

/** Calls an operation of the API for whoever the server speaks with. Throws an `ApiProblem` for what is refused. */
export type Call = <One extends Operation>(operation: One, parts?: Parts) => Promise<z.output<One['reply']['schema']>>;

export const callOf =
  ({ api, caller }: Pick<McpDeps, 'api' | 'caller'>, correlationId: string): Call =>
  async (operation, parts = {}) => {
    const { body } = await api(operation.id, { ...parts, caller, correlationId });
    return operation.reply.schema.parse(body) as z.output<(typeof operation)['reply']['schema']>;
  };
