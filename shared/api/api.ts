import type * as z from 'zod';
import type { OperationInput, OperationReply } from '#schemas/api/operation.ts';
import { type Operation, type OperationId, operations } from '#schemas/api/operations/index.ts';
import type { FieldError } from '#schemas/api/problem.ts';
import { ApiProblem } from './api-problem.ts';
import type { Caller } from './caller.ts';
import { fieldErrors } from './field-errors.ts';

type OperationOf<Id extends OperationId> = Extract<Operation, { readonly id: Id }>;

/** A request that fits its schemas. */
export type ApiRequest<Id extends OperationId> = OperationInput<OperationOf<Id>> & {
  readonly caller: Caller;
  readonly correlationId: string;
};

/** Throws an `ApiProblem` for what is refused. */
export type OperationHandler<Id extends OperationId> = (
  request: ApiRequest<Id>,
) => Promise<OperationReply<OperationOf<Id>>>;

export type OperationHandlers = { readonly [Id in OperationId]: OperationHandler<Id> };

const parts = ['path', 'query', 'headers', 'body'] as const;

/** The parts of a request before they are checked; headers by lower-case name. */
export type RawRequest = {
  readonly caller: Caller;
  readonly correlationId: string;
} & { readonly [Part in (typeof parts)[number]]?: unknown };

export type ApiReply = { readonly status: number; readonly body: unknown };

/** The operations behind every front door. */
export type Api = (id: OperationId, request: RawRequest) => Promise<ApiReply>;

/** How many wrong fields are told at once. */
const maxErrors = 100;

/**
 * Every part parsed by its schema. Throws INVALID_REQUEST with all the fields that are wrong, or INCONSISTENT_REQUEST if they are
 * wrong only by what no JSON Schema can say: names that must differ, a field that rules out another.
 */
const parsed = (operation: Operation, raw: RawRequest): Readonly<Record<string, unknown>> => {
  const errors: FieldError[] = [];
  let isInconsistent = true;
  const input: Record<string, unknown> = {};
  const schemas: Readonly<Partial<Record<string, z.ZodType>>> = operation.request as Readonly<
    Record<string, z.ZodType>
  >;
  for (const part of parts) {
    const schema = schemas[part];
    if (!schema) continue;
    const result = schema.safeParse(raw[part] ?? (part === 'body' ? undefined : {}));
    if (result.success) input[part] = result.data;
    else {
      errors.push(...fieldErrors(part === 'headers' ? 'header' : part, result.error));
      isInconsistent &&= result.error.issues.every(({ code }) => code === 'custom');
    }
  }
  if (errors.length === 0) return input;
  const some = errors.length === 1 ? 'A field is' : `${errors.length} fields are`;
  const code = isInconsistent ? 'INCONSISTENT_REQUEST' : 'INVALID_REQUEST';
  throw new ApiProblem(code, `${some} not as the schema asks; errors says which.`, {
    errors: errors.slice(0, maxErrors),
  });
};

/** Checks each request by the schemas of its operation, and gives it to the handler. */
export const api = (handlers: OperationHandlers): Api => {
  const byId = new Map<OperationId, Operation>(operations.map((operation) => [operation.id, operation]));
  return async (id, raw) => {
    const operation = byId.get(id);
    if (!operation) throw new ApiProblem('NOT_FOUND', `There is no operation ${id}.`);
    const { caller, correlationId } = raw;
    const handle = handlers[id] as (request: unknown) => Promise<unknown>;
    return { status: operation.reply.status, body: await handle({ ...parsed(operation, raw), caller, correlationId }) };
  };
};
