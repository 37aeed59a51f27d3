import type { Syntax } from '../../parse/syntax.ts';

/** What ControllerBase, Results and TypedResults answer with. https://learn.microsoft.com/aspnet/core/web-api/action-return-types */
const statusOfResult: Readonly<Record<string, number>> = {
  Ok: 200,
  Json: 200,
  View: 200,
  PartialView: 200,
  Content: 200,
  File: 200,
  PhysicalFile: 200,
  Text: 200,
  Page: 200,
  Stream: 200,
  Created: 201,
  CreatedAtAction: 201,
  CreatedAtRoute: 201,
  Accepted: 202,
  AcceptedAtAction: 202,
  AcceptedAtRoute: 202,
  NoContent: 204,
  Redirect: 302,
  RedirectToAction: 302,
  RedirectToRoute: 302,
  RedirectToPage: 302,
  LocalRedirect: 302,
  RedirectPermanent: 301,
  RedirectToActionPermanent: 301,
  RedirectToRoutePermanent: 301,
  LocalRedirectPermanent: 301,
  BadRequest: 400,
  ValidationProblem: 400,
  Unauthorized: 401,
  Challenge: 401,
  Forbid: 403,
  NotFound: 404,
  Conflict: 409,
  UnprocessableEntity: 422,
  InternalServerError: 500,
};

const resultTypes: Readonly<Record<string, number>> = {
  OkResult: 200,
  OkObjectResult: 200,
  JsonResult: 200,
  JsonHttpResult: 200,
  FileContentResult: 200,
  ViewResult: 200,
  ContentHttpResult: 200,
  CreatedResult: 201,
  AcceptedResult: 202,
  NoContentResult: 204,
  BadRequestResult: 400,
  BadRequestObjectResult: 400,
  UnauthorizedResult: 401,
  UnauthorizedHttpResult: 401,
  ChallengeResult: 401,
  ForbidResult: 403,
  ForbidHttpResult: 403,
  NotFoundResult: 404,
  NotFoundObjectResult: 404,
  ConflictResult: 409,
  ConflictObjectResult: 409,
  UnprocessableEntityObjectResult: 422,
};

/** The status in `StatusCodes.Status404NotFound`, `HttpStatusCode.NotFound` (by name) or `404`. */
export const statusIn = (text: string): number | undefined => {
  const code = /Status(\d{3})\w*|\b([1-5]\d\d)\b/.exec(text);
  if (code) return Number(code[1] ?? code[2]);
  const name = /HttpStatusCode\.(\w+)/.exec(text)?.[1];
  return name === undefined ? undefined : (named[name] ?? statusOfResult[name]);
};

const named: Readonly<Record<string, number>> = {
  OK: 200,
  Forbidden: 403,
  TooManyRequests: 429,
  ServiceUnavailable: 503,
  NotImplemented: 501,
};

/** Result types whose name says the status, in a signature: Results<Ok<Order>, NotFound>. */
export const statusesOfType = (type: string): number[] => {
  const found: number[] = [];
  for (const [, name = ''] of type.matchAll(/\b([A-Z]\w+)\b/g)) {
    const status = typedResults.has(name) ? statusOfResult[name] : resultTypes[name];
    if (status !== undefined) found.push(status);
  }
  return found;
};

const typedResults = new Set([
  'Ok',
  'Created',
  'CreatedAtRoute',
  'Accepted',
  'AcceptedAtRoute',
  'NoContent',
  'BadRequest',
  'NotFound',
  'Conflict',
  'UnprocessableEntity',
  'ValidationProblem',
  'InternalServerError',
]);

/** An answer that an expression makes: `NotFound()`, `Results.Problem(statusCode: 500)`, `new ForbidResult()`. */
export type Response = {
  readonly status: number | undefined;
  readonly type: string;
  readonly redirect: boolean;
  readonly call: Syntax;
};

export const responseOf = (expression: Syntax): Response | undefined => {
  if (expression.type === 'await_expression' || expression.type === 'parenthesized_expression') {
    const inner = expression.named.at(-1);
    return inner && responseOf(inner);
  }
  if (expression.type === 'object_creation_expression') {
    const type = expression.get('type')?.text.replace(/<.*$/s, '') ?? '';
    if (type === 'StatusCodeResult' || type === 'ObjectResult') {
      return { status: statusIn(expression.text), type, redirect: false, call: expression };
    }
    const status = resultTypes[type];
    return status === undefined ? undefined : { status, type, redirect: false, call: expression };
  }
  if (expression.type !== 'invocation_expression') return undefined;
  const callee = expression.get('function');
  const owner = callee?.type === 'member_access_expression' ? callee.get('expression')?.text : undefined;
  if (owner !== undefined && !/^(Results|TypedResults|this|base|Controller)$/.test(owner)) return undefined;
  const name = (callee?.get('name') ?? callee)?.text.replace(/<.*$/s, '') ?? '';
  if (name === 'StatusCode' || name === 'Problem') {
    const status = statusIn(expression.get('arguments')?.text ?? '') ?? (name === 'Problem' ? 500 : undefined);
    return { status, type: name, redirect: false, call: expression };
  }
  if (/^AccessDenied/.test(name)) return { status: undefined, type: name, redirect: false, call: expression };
  const status = Object.hasOwn(statusOfResult, name) ? statusOfResult[name] : undefined;
  if (status === undefined) return undefined;
  return { status, type: name, redirect: /Redirect/.test(name), call: expression };
};

/** The expressions that a conditional, a switch or a `??` comes out as. */
export const alternatives = (expression: Syntax): Syntax[] => {
  if (expression.type === 'conditional_expression') {
    return [expression.get('consequence'), expression.get('alternative')].flatMap((one) =>
      one ? alternatives(one) : [],
    );
  }
  if (expression.type === 'switch_expression') {
    return expression.all('switch_expression_arm').flatMap((arm) => {
      const last = arm.named.at(-1);
      return last ? alternatives(last) : [];
    });
  }
  if (expression.type === 'parenthesized_expression' || expression.type === 'await_expression') {
    return expression.named.flatMap(alternatives);
  }
  return [expression];
};

/** The statuses of what a body returns, its local functions and lambdas left out. */
export const statusesReturned = (body: Syntax | undefined): number[] => {
  if (!body) return [];
  const found = new Set<number>();
  const add = (expression: Syntax | undefined): void => {
    for (const one of expression ? alternatives(expression) : []) {
      const status = responseOf(one)?.status;
      if (status !== undefined) found.add(status);
    }
  };
  if (!/block|clause/.test(body.type)) add(body);
  if (body.type === 'arrow_expression_clause') add(body.named[0]);
  for (const node of body.within(({ type }) => !/lambda|local_function|anonymous_method/.test(type))) {
    if (node.type === 'return_statement') add(node.named.at(-1));
  }
  return [...found].sort((a, b) => a - b);
};
