import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { type ProblemCode, problems } from '#schemas/api/problem.ts';
import { PermanentError } from '../../pipeline/errors.ts';
import { ApiProblem } from '../api-problem.ts';

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
  UNAVAILABLE: 'Wait a minute and call it again.',
};

type Told = {
  readonly code: string;
  readonly detail: string;
  readonly todo?: string | undefined;
  readonly errors?: ApiProblem['errors'];
};

const toldOf = (error: unknown, correlationId: string): Told | undefined => {
  if (error instanceof PermanentError) return { code: error.code, detail: error.message, todo: error.hint };
  if (!(error instanceof ApiProblem)) return undefined;
  const { code, message: detail, errors, retryAfterSeconds } = error;
  const again = retryAfterSeconds === undefined ? undefined : `Wait ${retryAfterSeconds} s and call it again.`;
  if (code === 'INTERNAL') return { code, detail: `${detail} Its correlation id is ${correlationId}.` };
  return { code, detail, errors, todo: again ?? advice[code] };
};

const textOf = ({ code, detail, todo, errors = [] }: Told): string =>
  [
    `${code}: ${detail}`,
    ...errors.map((error) => `- ${error.in} ${error.pointer || '/'}: ${error.message}`),
    ...(todo ? [`What to do: ${todo}`] : []),
  ].join('\n');

/** A call that came to nothing, as a result: code, what happened, what to do. Of what nobody foresaw it says no more than that. */
export const refusal = (
  error: unknown,
  correlationId: string,
  report: (error: unknown, correlationId: string) => void,
): CallToolResult => {
  const told = toldOf(error, correlationId);
  if (!told) report(error, correlationId);
  const shown = told ?? {
    code: 'INTERNAL',
    detail: `${problems.INTERNAL.title}. Its correlation id is ${correlationId}.`,
    todo: 'Call it again once; if it fails again, tell the person the correlation id.',
  };
  return {
    isError: true,
    content: [{ type: 'text', text: textOf(shown) }],
    _meta: { 'dropforge/problem': { code: shown.code, correlationId } },
  };
};
