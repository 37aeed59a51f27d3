import * as z from 'zod';

/** What answers an operation. */
export type Integration =
  | { readonly type: 'function'; readonly arn: string; readonly timeoutMs: number }
  | { readonly type: 'mock'; readonly status: number; readonly headers: Readonly<Record<string, string>> };

const responseSchema = z.looseObject({
  statusCode: z.coerce.number().int(),
  responseParameters: z.record(z.string(), z.string()).default({}),
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html */
export const integrationSchema = z.looseObject({
  type: z.string(),
  uri: z.string().optional(),
  timeoutInMillis: z.coerce.number().int().min(50).max(29_000).default(29_000),
  responses: z.record(z.string(), responseSchema).default({}),
});

type Definition = z.infer<typeof integrationSchema>;

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

const mock = ({ responses }: Definition): Integration => {
  const response = responses.default ?? Object.values(responses)[0];
  return {
    type: 'mock',
    status: response?.statusCode ?? 200,
    headers: literalHeaders(response?.responseParameters ?? {}),
  };
};

const kinds: Readonly<Record<string, (definition: Definition) => Integration>> = {
  aws_proxy: ({ uri, timeoutInMillis }) => ({ type: 'function', arn: functionArn(uri), timeoutMs: timeoutInMillis }),
  mock,
};

/** Reads an integration of the definition. Throws for a type that is not emulated. */
export const integrationOf = (definition: Definition): Integration => {
  const kind = kinds[definition.type.toLowerCase()];
  if (kind === undefined) throw new Error(`integrations of type ${definition.type} are not emulated`);
  return kind(definition);
};
