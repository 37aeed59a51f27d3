import { operations } from '#schemas/api/operations/index.ts';
import { type Problem, type ProblemCode, problem } from '#schemas/api/problem.ts';
import type { Api, RawRequest } from '#shared/api/api.ts';
import { ApiProblem } from '#shared/api/api-problem.ts';

/** Sends a request, signed or not. Rejects if nobody answers. */
export type Send = (
  url: URL,
  init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<Response>;

type Values = Readonly<Record<string, unknown>>;

const valuesOf = (part: unknown): Values => (typeof part === 'object' && part !== null ? { ...part } : {});

/** A part of a path. A URL takes dots for a way upwards, encoded or not. */
const segment = (value: unknown): string => {
  const text = String(value ?? '');
  if (/^\.{0,2}$/.test(text)) throw new ApiProblem('INVALID_REQUEST', 'A part of the address is empty, or dots only.');
  return encodeURIComponent(text);
};

const urlOf = (base: string, path: string, { path: parameters, query }: RawRequest): URL => {
  const values = valuesOf(parameters);
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => segment(values[name]));
  const url = new URL(`${base.replace(/\/$/, '')}${filled}`);
  for (const [name, value] of Object.entries(valuesOf(query)))
    if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
};

/** What a gateway or a proxy in between refuses without saying why as the API does. */
const codeOf = (status: number): ProblemCode => {
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 403) return 'FORBIDDEN';
  if (status === 404) return 'NOT_FOUND';
  if (status === 413) return 'PAYLOAD_TOO_LARGE';
  return status === 429 ? 'TOO_MANY_REQUESTS' : 'UNAVAILABLE';
};

const told = (value: unknown): Problem | undefined => problem.safeParse(value).data;

const refused = (response: Response, body: unknown): ApiProblem => {
  const known = told(body);
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiProblem(known?.code ?? codeOf(response.status), known?.detail ?? `It answered ${response.status}.`, {
    ...(known?.errors && { errors: known.errors }),
    ...(Number.isFinite(seconds) && { retryAfterSeconds: seconds }),
  });
};

const unreachable = (base: string): ApiProblem =>
  new ApiProblem('UNAVAILABLE', `${new URL(base).origin} does not answer. Is it up, and is the address right?`);

/**
 * The operations of an API that is elsewhere: each row of their table as a request. Who asks is whoever `send` signs for, so the
 * caller given with a request says nothing. Throws an `ApiProblem` for whatever is refused, there or on the way.
 * @param base where /v1 is: https://abcdef1234.execute-api.us-east-1.amazonaws.com/dev
 */
export const httpApi = (base: string, send: Send): Api => {
  const byId = new Map(operations.map((operation) => [operation.id, operation] as const));
  return async (id, request) => {
    const operation = byId.get(id);
    if (!operation) throw new ApiProblem('NOT_FOUND', `There is no operation ${id}.`);
    const given = Object.entries(valuesOf(request.headers)).filter(([, value]) => value !== undefined);
    const headers: Record<string, string> = {
      accept: 'application/json',
      ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
      'x-correlation-id': request.correlationId,
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
    };
    const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
    const response = await send(urlOf(base, operation.path, request), {
      method: operation.method,
      headers,
      ...body,
    }).catch((error: unknown) => {
      throw error instanceof ApiProblem ? error : unreachable(base);
    });
    const reply: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw refused(response, reply);
    return { status: response.status, body: reply };
  };
};
