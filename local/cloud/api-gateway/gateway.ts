import type { Invocation } from '../lambda/invocation.ts';
import type { Place } from '../place.ts';
import type { Authorizer } from './authorize/authorizer.ts';
import type { ApiDefinition, ApiResource } from './definition.ts';
import { badGateway, GatewayError } from './gateway-error.ts';
import { gatewayResponse } from './gateway-response.ts';
import { proxyEvent, traceOf } from './proxy-event.ts';
import { type ApiReply, replyOf } from './reply.ts';
import type { ApiRequest } from './request.ts';
import { type CallerIdentity, extendedId, nobody, requestContext, type Stage } from './request-context.ts';
import { createRouter } from './routes.ts';
import { fillTemplate } from './template-variables.ts';

/** What Lambda takes at most as an event, in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maximumEventBytes = 6 * 1024 * 1024;

/** A REST API of the stack, deployed to its stage. */
export type Api = { readonly definition: ApiDefinition; readonly stage: Stage };

export type GatewayDeps = {
  readonly place: Place;
  readonly authorizer: Authorizer;
  /** Invokes the function of an ARN. */
  readonly invoke: (arn: string, event: unknown, began: () => void) => Promise<Invocation>;
  /** Takes the lines of the access log, and what went wrong behind a 502. */
  readonly report: (message: string) => void;
};

/**
 * Waits for what `act` begins, no longer than `ms` from then on. On AWS it begins at once, as there is an environment for each
 * of a thousand callers; on a laptop the time in which others are served is nobody's fault.
 */
const withinFromBeginning = async <Value>(ms: number, act: (began: () => void) => Promise<Value>): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = Promise.withResolvers<never>();
  const timedOut = () => limit.reject(new GatewayError('INTEGRATION_TIMEOUT', 'Endpoint request timed out'));
  const work = act(() => {
    timer = setTimeout(timedOut, ms);
  });
  return Promise.race([work, limit.promise]).finally(() => clearTimeout(timer));
};

/** The operation of a method, with the path it belongs to. */
const operationOf = ({ path, operations }: ApiResource, method: string) => {
  const operation = Object.hasOwn(operations, method) ? operations[method] : operations.ANY;
  return operation === undefined ? undefined : { path, ...operation };
};

/** What is known of a request by the time it is answered, for whoever tells of it. */
type Known = { resourcePath: string; caller: CallerIdentity };

/** Answers requests as the deployed API would; never rejects. */
export const createGateway = ({ definition, stage }: Api, deps: GatewayDeps) => {
  const { place, authorizer, invoke, report } = deps;
  const { binaryMediaTypes } = definition;
  const route = createRouter(definition.resources.map((resource) => ({ path: resource.path, target: resource })));

  const contextOf = (request: ApiRequest, { resourcePath, caller }: Known) =>
    requestContext(request, stage, place, resourcePath, caller);

  const run = async (arn: string, timeoutMs: number, event: unknown, request: ApiRequest): Promise<ApiReply> => {
    if (Buffer.byteLength(JSON.stringify(event)) > maximumEventBytes)
      throw new GatewayError('REQUEST_TOO_LARGE', 'Request Too Long');
    const invocation = await withinFromBeginning(timeoutMs, (began) => invoke(arn, event, began));
    if (invocation.outcome !== 'success')
      report(`${arn}: ${invocation.outcome}: ${invocation.errorType}: ${invocation.errorMessage}`);
    return replyOf(invocation, request, binaryMediaTypes);
  };

  const answer = async (request: ApiRequest, known: Known): Promise<ApiReply> => {
    authorizer.admit(request);
    const match = route(request.path, (resource) => operationOf(resource, request.method));
    if (match === undefined) throw new GatewayError('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
    const { path, integration, secured, validate } = match.found;
    known.resourcePath = path;
    if (secured) known.caller = await authorizer.identify(request);
    validate(request);
    if (integration.type === 'mock')
      return { status: integration.status, headers: Object.entries(integration.headers), body: Buffer.alloc(0) };
    const event = proxyEvent(request, contextOf(request, known), match.parameters, stage, binaryMediaTypes);
    return run(integration.arn, integration.timeoutMs, event, request);
  };

  const failed = (error: unknown, request: ApiRequest, known: Known): ApiReply => {
    const expected = error instanceof GatewayError;
    if (!expected) report(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const context = contextOf(request, known);
    return gatewayResponse(expected ? error : badGateway(), definition.responses, request, context, stage.variables);
  };

  const logAccess = (request: ApiRequest, known: Known, { status, body }: ApiReply): void => {
    if (stage.accessLogFormat === undefined) return;
    const responseLatency = Date.now() - request.receivedAt.getTime();
    const context = { ...contextOf(request, known), status, responseLength: body.length, responseLatency };
    report(fillTemplate(stage.accessLogFormat, { context }, '-'));
  };

  const signed = (request: ApiRequest, reply: ApiReply): ApiReply => ({
    ...reply,
    headers: [
      ...reply.headers,
      ['x-amzn-RequestId', request.id],
      ['x-amz-apigw-id', extendedId(request)],
      ['X-Amzn-Trace-Id', `Root=1-${traceOf(request)}`],
    ],
  });

  return {
    /** The answer to a request, or to the error that kept it from being read. */
    answer: async (request: ApiRequest, unread?: GatewayError): Promise<ApiReply> => {
      const known: Known = { resourcePath: request.path, caller: nobody };
      const work = unread === undefined ? answer(request, known) : Promise.reject(unread);
      const reply = signed(request, await work.catch((error: unknown) => failed(error, request, known)));
      logAccess(request, known, reply);
      return reply;
    },
  };
};

export type Gateway = ReturnType<typeof createGateway>;
