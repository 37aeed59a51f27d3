import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { ApiProblem } from '../api-problem.ts';
import { problemFor } from '../problem-for.ts';

/** https://modelcontextprotocol.io/specification/2025-06-18/server/resources#error-handling */
const resourceNotFound = -32002;

const notFound: readonly string[] = ['NOT_FOUND', 'NO_SUCH_JOB', 'INVALID_REQUEST'];

/** What is not a tool has no results that say what went wrong: a JSON-RPC error does, with code and detail and no more. */
export const refusedRead = (
  error: unknown,
  correlationId: string,
  report: (error: unknown, correlationId: string) => void,
): McpError => {
  if (!(error instanceof ApiProblem)) report(error, correlationId);
  const { code, message } = problemFor(error);
  const number = notFound.includes(code) ? resourceNotFound : ErrorCode.InternalError;
  return new McpError(number, `${code}: ${message}`, { code, correlationId });
};
