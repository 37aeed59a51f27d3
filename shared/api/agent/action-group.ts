import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { correlationId } from '#schemas/api/headers.ts';
import { correlated } from '../../observability/correlation.ts';
import type { Observer } from '../../observability/observer.ts';
import type { Api } from '../api.ts';
import { ApiProblem, problemOf } from '../api-problem.ts';
import type { Caller } from '../caller.ts';
import { problemFor } from '../problem-for.ts';
import { type Action, pathOf } from './action.ts';
import { actions } from './actions/index.ts';
import { type ActionEvent, actionEvent, givenBy } from './event.ts';
import { type AgentReply, replyTo } from './reply.ts';

export type AgentDeps = { readonly api: Api; readonly observer: Observer };

/**
 * Who the agent is to the API: it starts what lies in drops/ and sees every job. Whoever may invoke its alias may do so by it, which is
 * for IAM to say: docs/decisions/mcp.md
 */
const agent: Caller = { principal: 'agent', isAdmin: true };

/** The session keeps the job that was last spoken of. */
const lastJob = 'lastJobId';

type Answer = { readonly status: number; readonly body: object };

const spokenOf = z.looseObject({ jobId: z.uuid() });

const actionOf = (event: ActionEvent): Action => {
  const found = actions.find((action) =>
    'function' in event
      ? action.name === event.function
      : pathOf(action) === event.apiPath && action.operation.method === event.httpMethod.toUpperCase(),
  );
  if (found) return found;
  throw new ApiProblem(
    'NOT_FOUND',
    `There is no such action. There are ${actions.map(({ name }) => name).join(', ')}.`,
  );
};

const unfit = ({ issues }: z.ZodError): ApiProblem =>
  new ApiProblem('INVALID_REQUEST', 'Ask the person for what errors names, or correct it.', {
    errors: issues.map(({ path, message }) => ({
      in: 'body',
      pointer: `/${path.join('/')}`,
      message: message.slice(0, 300),
    })),
  });

const requestOf = (action: Action, event: ActionEvent) => {
  const given = givenBy(event);
  const remembered = 'jobId' in action.parameters.shape && !given.jobId ? event.sessionAttributes[lastJob] : undefined;
  try {
    return action.request(remembered === undefined ? given : { ...given, jobId: remembered });
  } catch (error) {
    throw error instanceof z.ZodError ? unfit(error) : error;
  }
};

const withJob = (before: Readonly<Record<string, string>>, body: object): Readonly<Record<string, string>> => {
  const known = spokenOf.safeParse(body);
  return known.success ? { ...before, [lastJob]: known.data.jobId } : before;
};

/**
 * The function behind the agent's action group. What goes wrong is told to the model as a problem, so that it can ask or say so; an event
 * that Bedrock does not send is thrown. https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
 */
export const actionGroup =
  ({ api, observer }: AgentDeps) =>
  async (raw: unknown): Promise<AgentReply> => {
    const event = actionEvent.parse(raw);
    const id = correlationId.safeParse(event.sessionId).data ?? randomUUID();
    const startedAt = performance.now();

    const answer = async (): Promise<Answer> => {
      const action = actionOf(event);
      const request = { headers: {}, ...requestOf(action, event), caller: agent, correlationId: id };
      const { status, body } = await api(action.operation.id, request);
      return { status, body: action.brief(body) };
    };

    const refused = (error: unknown): Answer => {
      const problem = problemFor(error);
      if (problem !== error) observer.failed('agent', error);
      return { status: problem.status, body: problemOf(problem, id) };
    };

    return correlated({ correlationId: id }, async () => {
      const { status, body } = await answer().catch(refused);
      observer.answered('agent', status, performance.now() - startedAt);
      return replyTo(event, status, body, withJob(event.sessionAttributes, body));
    });
  };
