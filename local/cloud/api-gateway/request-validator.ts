import * as z from 'zod';
import type { JsonObject } from '#schemas/json.ts';
import { GatewayError } from './gateway-error.ts';
import { type ApiRequest, header, mediaType } from './request.ts';

/** Throws a `GatewayError` for a request that the definition does not allow. */
export type RequestValidator = (request: ApiRequest) => void;

/** What is validated. */
export type Checks = { readonly validateRequestBody: boolean; readonly validateRequestParameters: boolean };

/** What the definition says of an operation's requests. */
export type ValidatedOperation = {
  readonly parameters: readonly JsonObject[];
  readonly requestBody: JsonObject | undefined;
  /** The definition's named schemas. */
  readonly schemas: JsonObject;
};

const parameterSchema = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().default(false),
});

const bodySchema = z.looseObject({
  content: z.record(z.string(), z.looseObject({ schema: z.record(z.string(), z.json()).optional() })),
});

type Place = z.infer<typeof parameterSchema>['in'];

/** Whether a parameter is there; what is in a path always is, and cookies are not looked at. */
const isThere: Readonly<Record<Place, (name: string, request: ApiRequest) => boolean>> = {
  path: () => true,
  cookie: () => true,
  header: (name, request) => (header(request, name.toLowerCase()) ?? '').trim() !== '',
  query: (name, { query }) => query.some(([known, value]) => known === name && value !== ''),
};

const parametersValidator = ({ parameters }: ValidatedOperation): RequestValidator => {
  const required = parameters.map((parameter) => parameterSchema.parse(parameter)).filter(({ required }) => required);
  return (request) => {
    const missing = required.filter((parameter) => !isThere[parameter.in](parameter.name, request));
    if (missing.length === 0) return;
    const names = missing.map(({ name }) => name).join(', ');
    throw new GatewayError('BAD_REQUEST_PARAMETERS', `Missing required request parameters: [${names}]`);
  };
};

const invalidBody = (why: string): GatewayError =>
  new GatewayError('BAD_REQUEST_BODY', 'Invalid request body', { detail: `[${why}]` });

const parsedJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.length === 0 ? '{}' : body.toString('utf8'));
  } catch {
    throw invalidBody('the body is not JSON');
  }
};

const reasons = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `/${path.join('/')}: ${message}`).join(', ');

/** A schema of OpenAPI 3.0 as Zod takes it: what has a name is where JSON Schema keeps it. */
const zodSchema = (schema: JsonObject, schemas: JsonObject): z.ZodType => {
  const text = JSON.stringify({ ...schema, definitions: schemas });
  const standalone = JSON.parse(text.replaceAll('"#/components/schemas/', '"#/definitions/'));
  return z.fromJSONSchema(standalone, { defaultTarget: 'openapi-3.0' });
};

/** The media type decides which model counts: a body of a type that has none goes to the function as it is. */
const bodyValidator = ({ requestBody, schemas }: ValidatedOperation): RequestValidator => {
  const content = Object.entries(bodySchema.parse(requestBody ?? { content: {} }).content);
  const models = new Map(
    content.flatMap(([type, { schema }]) =>
      schema === undefined ? [] : [[type.toLowerCase(), zodSchema(schema, schemas)]],
    ),
  );
  return (request) => {
    const model = models.get(mediaType(header(request, 'content-type') ?? 'application/json'));
    const checked = model?.safeParse(parsedJson(request.body));
    if (checked?.success === false) throw invalidBody(reasons(checked.error));
  };
};

/**
 * A request validator of API Gateway's: whether required parameters are there, and whether a body fits its model. Throws for
 * a model that Zod cannot check; it asks for no property that `required` names and `properties` does not.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export const requestValidator = (checks: Checks, operation: ValidatedOperation): RequestValidator => {
  const validators: readonly RequestValidator[] = [
    ...(checks.validateRequestParameters ? [parametersValidator(operation)] : []),
    ...(checks.validateRequestBody ? [bodyValidator(operation)] : []),
  ];
  return (request) => {
    for (const validate of validators) validate(request);
  };
};
