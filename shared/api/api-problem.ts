import { type FieldError, type Problem, type ProblemCode, problems } from '#schemas/api/problem.ts';

/** A request that is refused, with the code a program goes by. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;
  /** Of METHOD_NOT_ALLOWED: the methods that are. */
  readonly allow: readonly string[] | undefined;

  /** @param detail what happened, and what to do: a sentence without values of the request that may be secret */
  constructor(
    code: ProblemCode,
    detail: string,
    more: {
      readonly errors?: readonly FieldError[];
      readonly retryAfterSeconds?: number;
      readonly allow?: readonly string[];
    } = {},
  ) {
    super(detail);
    this.code = code;
    this.errors = more.errors ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.allow = more.allow;
  }

  get status(): number {
    return problems[this.code].status;
  }
}

/** As RFC 9457 has it. */
export const problemOf = ({ code, message, errors }: ApiProblem, correlationId: string): Problem => ({
  type: 'about:blank',
  title: problems[code].title,
  status: problems[code].status,
  detail: message,
  code,
  correlationId,
  ...(errors.length > 0 && { errors: [...errors] }),
});
