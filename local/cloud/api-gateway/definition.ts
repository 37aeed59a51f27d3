import * as z from 'zod';
import type { JsonObject } from '#schemas/json.ts';

/** A gateway response that the definition or a resource of the stack makes its own. */
export type CustomResponse = {
  readonly statusCode?: number;
  /** `gatewayresponse.header.<name>` to `'literal'`, `context.…` or `method.request.…`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Body templates by media type. */
  readonly templates: Readonly<Record<string, string>>;
};

export type Integration =
  | { readonly type: 'function'; readonly arn: string; readonly timeoutMs: number }
  | { readonly type: 'mock'; readonly status: number; readonly headers: Readonly<Record<string, string>> };

export type Operation = {
  readonly integration: Integration;
  /** Whether its caller must be known. */
  readonly secured: boolean;
};

/** One path and what may be done to it, by method (`ANY` for all that are not named). */
export type ApiResource = { readonly path: string; readonly operations: Readonly<Record<string, Operation>> };

export type ApiDefinition = {
  readonly resources: readonly ApiResource[];
  /** In lower case. */
  readonly binaryMediaTypes: readonly string[];
  readonly responses: Readonly<Record<string, CustomResponse>>;
};

const strings = z.record(z.string(), z.string()).default({});

const integrationSchema = z.looseObject({
  type: z.string(),
  uri: z.string().optional(),
  timeoutInMillis: z.coerce.number().int().min(50).max(29_000).default(29_000),
  responses: z
    .record(z.string(), z.looseObject({ statusCode: z.coerce.number().int(), responseParameters: strings }))
    .default({}),
});

const operationSchema = z.looseObject({
  security: z.array(z.record(z.string(), z.unknown())).optional(),
  'x-amazon-apigateway-integration': integrationSchema,
});

const gatewayResponseSchema = z.looseObject({
  statusCode: z.coerce.number().int().optional(),
  responseParameters: strings,
  responseTemplates: strings,
});

const definitionSchema = z.looseObject({
  paths: z.record(z.string().startsWith('/'), z.record(z.string(), z.unknown())),
  security: z.array(z.record(z.string(), z.unknown())).default([]),
  'x-amazon-apigateway-binary-media-types': z.array(z.string()).default([]),
  'x-amazon-apigateway-gateway-responses': z.record(z.string(), gatewayResponseSchema).default({}),
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html: a REST API takes no others. */
const methods = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put'];
const anyMethod = 'x-amazon-apigateway-any-method';

/** The function in `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION_ARN/invocations`. */
const functionArn = (uri: string | undefined): string => {
  const [, arn] =
    /^arn:[\w-]+:apigateway:[\w-]+:lambda:path\/[\w-]+\/functions\/(.+)\/invocations$/.exec(uri ?? '') ?? [];
  if (arn === undefined) throw new Error(`the integration's uri names no function: ${uri}`);
  return arn;
};

/** The headers whose values are literals: `method.response.header.Vary: "'Origin'"`. */
const literalHeaders = (parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      const [, literal] = /^'(.*)'$/s.exec(value) ?? [];
      if (literal === undefined) throw new Error(`${name} of a mock integration is no literal: ${value}`);
      return [name.replace(/^method\.response\.header\./, ''), literal];
    }),
  );

const integrationOf = ({ type, uri, timeoutInMillis, responses }: z.infer<typeof integrationSchema>): Integration => {
  if (type.toLowerCase() === 'aws_proxy')
    return { type: 'function', arn: functionArn(uri), timeoutMs: timeoutInMillis };
  if (type.toLowerCase() !== 'mock') throw new Error(`integrations of type ${type} are not emulated`);
  const response = responses.default ?? Object.values(responses)[0];
  return {
    type: 'mock',
    status: response?.statusCode ?? 200,
    headers: literalHeaders(response?.responseParameters ?? {}),
  };
};

const operationsOf = (item: Readonly<Record<string, unknown>>, inherited: readonly unknown[]) =>
  Object.entries(item).flatMap(([method, value]): [string, Operation][] => {
    if (!methods.includes(method) && method !== anyMethod) return [];
    const { security, 'x-amazon-apigateway-integration': integration } = operationSchema.parse(value);
    const operation = { integration: integrationOf(integration), secured: (security ?? inherited).length > 0 };
    return [[method === anyMethod ? 'ANY' : method.toUpperCase(), operation]];
  });

/** A gateway response in the definition's spelling. */
export const customResponse = (value: unknown): CustomResponse => {
  const { statusCode, responseParameters, responseTemplates } = gatewayResponseSchema.parse(value);
  return {
    ...(statusCode === undefined ? {} : { statusCode }),
    parameters: responseParameters,
    templates: responseTemplates,
  };
};

/**
 * Reads the `Body` of an AWS::ApiGateway::RestApi: OpenAPI with API Gateway's extensions, its intrinsics resolved. Throws for
 * what is malformed or cannot be emulated.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
export const readDefinition = (body: JsonObject): ApiDefinition => {
  const read = definitionSchema.safeParse(body);
  if (!read.success) throw new Error(z.prettifyError(read.error));
  const { paths, security, ...extensions } = read.data;
  const resources = Object.entries(paths).map(([path, item]) => {
    try {
      return { path, operations: Object.fromEntries(operationsOf(item, security)) };
    } catch (error) {
      const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
      throw new Error(`${path}: ${why}`, { cause: error });
    }
  });
  return {
    resources,
    binaryMediaTypes: extensions['x-amazon-apigateway-binary-media-types'].map((type) => type.toLowerCase()),
    responses: Object.fromEntries(
      Object.entries(extensions['x-amazon-apigateway-gateway-responses']).map(([type, value]) => [
        type,
        customResponse(value),
      ]),
    ),
  };
};
