import * as z from 'zod';
import { verbs } from '../route.ts';

/** An operation of an OpenAPI contract: what a generator makes a method of. https://spec.openapis.org/oas/v3.1.1#operation-object */
export type OpenApiOperation = {
  readonly verb: string;
  readonly path: string;
  readonly id: string;
  readonly summary?: string;
  readonly statuses: readonly number[];
};

const operation = z.object({
  operationId: z.string().max(200),
  summary: z.string().optional(),
  description: z.string().optional(),
  responses: z.record(z.string(), z.unknown()).optional(),
});
const contract = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** As generators make a method's name of it: list-owners -> listOwners. */
const methodName = (id: string): string =>
  id.replace(/[^\w$]+(\w)?/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? '');

/** The operations of a contract that have an id. */
export const operationsOf = (document: unknown): OpenApiOperation[] => {
  const parsed = contract.safeParse(document);
  if (!parsed.success) return [];
  return Object.entries(parsed.data.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([verb, value]) => {
      const found = Object.hasOwn(verbs, verb) ? operation.safeParse(value) : undefined;
      if (!found?.success) return [];
      const { operationId, summary, description, responses } = found.data;
      const said = (summary ?? description)?.slice(0, 4_000);
      const statuses = Object.keys(responses ?? {})
        .filter((status) => /^[1-5]\d\d$/.test(status))
        .map(Number);
      return [
        { verb: verb.toUpperCase(), path, id: methodName(operationId), ...(said && { summary: said }), statuses },
      ];
    }),
  );
};
