import type * as z from 'zod';
import type { ProblemCode } from './problem.ts';

/** What a request brings, by the part of it that it is in. */
export type RequestSchemas = {
  readonly path?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** By lower-case name. */
  readonly headers?: z.ZodObject;
  /** Of application/json. */
  readonly body?: z.ZodType;
  /** Of multipart/form-data, where that is taken too: a row a part; one without a schema is binary. */
  readonly multipart?: Readonly<
    Record<string, { readonly contentType: string; readonly description: string; readonly schema?: z.ZodType }>
  >;
};

/** A row of the API: what is asked, how, and what comes back. OpenAPI, the router and every other front door are made from it. */
export type OperationDefinition = {
  /** OpenAPI's operationId: what programs, tools and the handler call it. */
  readonly id: string;
  readonly method: 'GET' | 'POST';
  readonly path: `/v1/${string}`;
  readonly summary: string;
  readonly description?: string;
  readonly tag: 'jobs' | 'uploads' | 'inventory' | 'service';
  /** Answered without asking who asks. */
  readonly isPublic?: boolean;
  readonly request: RequestSchemas;
  readonly reply: { readonly status: 200 | 201 | 202; readonly description: string; readonly schema: z.ZodType };
  /** What it may be refused with, besides what any may be: see `commonProblems`. */
  readonly problems: readonly ProblemCode[];
};

/** What any operation that asks who asks may be refused with. */
export const commonProblems: readonly ProblemCode[] = [
  'INVALID_REQUEST',
  'INCONSISTENT_REQUEST',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'TOO_MANY_REQUESTS',
  'INTERNAL',
  'UNAVAILABLE',
];

/** Gives an operation its types. */
export const defineOperation = <const Definition extends OperationDefinition>(definition: Definition): Definition =>
  definition;

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What an operation is called with: each part as its schema parsed it. */
export type OperationInput<Definition extends OperationDefinition> = {
  readonly path: Parsed<Definition['request']['path']>;
  readonly query: Parsed<Definition['request']['query']>;
  readonly headers: Parsed<Definition['request']['headers']>;
  readonly body: Parsed<Definition['request']['body']>;
};

/** What an operation replies. */
export type OperationReply<Definition extends OperationDefinition> = z.input<Definition['reply']['schema']>;
