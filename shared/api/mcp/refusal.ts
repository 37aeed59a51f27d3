import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { ProblemCode } from '#schemas/api/problem.ts';
import { PermanentError } from '../../pipeline/errors.ts';
import { ApiProblem } from '../api-problem.ts';
import { problemFor } from '../problem-for.ts';

/** What a model can do about a refusal, where the refusal itself does not say. */
const advice: Readonly<Partial<Record<ProblemCode, string>>> = {
  INVALID_REQUEST: 'Correct the fields that are named, by the input schema of the tool, and call it again.',
  INCONSISTENT_REQUEST: 'Correct the fields that are named and call it again.',
  UNAUTHENTICATED: 'Tell the person that the credentials are missing or have expired.',
  FORBIDDEN: 'Tell the person that these credentials may not do it. Another call will not help.',
  NO_SUCH_JOB: 'Call list_jobs to see which jobs there are.',
  NO_SUCH_UPLOAD: 'Give the files in the call itself, or upload them again.',
  NO_SUCH_DROP: 'Give the files in the call itself, or ask the person for the name of the folder.',
  NO_INVENTORY: 'Call start_inventory, wait for it with get_job, then ask again.',
  PAYLOAD_TOO_LARGE: 'Give fewer or smaller files: about 4 MB fit into a call.',
  IDEMPOTENCY_KEY_REUSED: 'Use another idempotencyKey, or none, for a request that is not the same.',
  INTERNAL: 'Call it again once; if it fails again, tell the person the correlation id.',
  UNAVAILABLE: 'Wait a minute and call it again.',
};

const isForeseen = (error: unknown): boolean => error instanceof PermanentError || error instanceof ApiProblem;

type Told = {
  readonly code: string;
  readonly detail: string;
  readonly todo?: string | undefined;
  readonly errors?: ApiProblem['errors'];
};

const toldOf = (error: unknown, correlationId: string): Told => {
  if (error instanceof PermanentError) return { code: error.code, detail: error.message, todo: error.hint };
  const { code, message, errors, retryAfterSeconds } = problemFor(error);
  const again = retryAfterSeconds === undefined ? advice[code] : `Wait ${retryAfterSeconds} s and call it again.`;
  const detail = code === 'INTERNAL' ? `${message} It is ${correlationId}.` : message;
  return { code, detail, errors, todo: again };
};

const textOf = ({ code, detail, todo, errors = [] }: Told): string =>
  [
    `${code}: ${detail}`,
    ...errors.map((error) => `- ${error.in} ${error.pointer || '/'}: ${error.message}`),
    ...(todo ? [`What to do: ${todo}`] : []),
  ].join('\n');

/** A call that came to nothing, as a result: code, what happened, what to do. What nobody foresaw is reported, and told of no more than that. */
export const refusal = (
  error: unknown,
  correlationId: string,
  report: (error: unknown, correlationId: string) => void,
): CallToolResult => {
  if (!isForeseen(error)) report(error, correlationId);
  const told = toldOf(error, correlationId);
  return {
    isError: true,
    content: [{ type: 'text', text: textOf(told) }],
    _meta: { 'dropforge/problem': { code: told.code, correlationId } },
  };
};
