import type { JobInput } from '#schemas/api/submission.ts';
import type { FindingsReport } from '#schemas/findings.ts';
import type { JobKind } from '#schemas/names.ts';
import type { RuleExplanation } from '#schemas/rule-explanation.ts';
import type { Api } from '../api.ts';
import type { Caller } from '../caller.ts';

export type ValidationRequest = { readonly text: string; readonly fileName: string; readonly fix: boolean };

/** The template as it then is, and what was found in it. */
export type Validation = { readonly text: string; readonly report: FindingsReport };

export type InputAt = (path: string, kind: JobKind) => Promise<JobInput>;

/** What the MCP server stands on. What jobs know comes from whoever composes it: shared/ imports no kind of job. */
export type McpDeps = {
  readonly api: Api;
  readonly caller: Caller;
  /** Ties a call to all that comes of it. */
  readonly newCorrelationId: () => string;
  readonly version: string;
  /** How long a call may wait for the end of a job. */
  readonly longestWaitSeconds: number;
  /** Counts a call that asks nothing of the API as the API counts its own. Throws TOO_MANY_REQUESTS. */
  readonly charge: () => Promise<void>;
  /** Throws a `PermanentError` for what is no template at all. */
  readonly validate: (request: ValidationRequest) => Promise<Validation>;
  /** Undefined if nobody knows the rule. */
  readonly explain: (rule: string) => Promise<RuleExplanation | undefined>;
  /** What lies behind a link to an artifact. Throws if it has more than `maxBytes`, or cannot be had. */
  readonly download: (url: string, maxBytes: number) => Promise<Uint8Array>;
  /** Makes a job's input of a file or folder, where agent and server share a disk. Throws an `ApiProblem` for what may not be read. */
  readonly inputAt?: InputAt;
  /** Gets what nobody foresaw: the agent is told no more than that it happened. */
  readonly report: (error: unknown, correlationId: string) => void;
};
