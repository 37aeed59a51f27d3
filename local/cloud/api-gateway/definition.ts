import * as z from 'zod';
import type { JsonObject } from '#schemas/json.ts';
import { type CustomResponse, customResponseSchema } from './custom-response.ts';
import { type Integration, integrationOf, integrationSchema } from './integration.ts';
import { type RequestValidator, requestValidator } from './request-validator.ts';

export type Operation = {
  readonly integration: Integration;
  /** Whether its caller must be known. */
  readonly secured: boolean;
  readonly validate: RequestValidator;
};

/** One path and what may be done to it, by method (`ANY` for all that are not named). */
export type ApiResource = { readonly path: string; readonly operations: Readonly<Record<string, Operation>> };

export type ApiDefinition = {
  readonly resources: readonly ApiResource[];
  /** In lower case. */
  readonly binaryMediaTypes: readonly string[];
  readonly responses: Readonly<Record<string, CustomResponse>>;
};

const jsonObject = z.record(z.string(), z.json());
const security = z.array(jsonObject);
const parameters = z.array(jsonObject).default([]);

const operationSchema = z.looseObject({
  security: security.optional(),
  parameters,
  requestBody: jsonObject.optional(),
  'x-amazon-apigateway-integration': integrationSchema,
  'x-amazon-apigateway-request-validator': z.string().optional(),
});

const pathSchema = z.looseObject({ parameters });

const validatorSchema = z.object({
  validateRequestBody: z.boolean().default(false),
  validateRequestParameters: z.boolean().default(false),
});

const definitionSchema = z.looseObject({
  paths: z.record(z.string().startsWith('/'), pathSchema),
  security: security.default([]),
  components: z.looseObject({ schemas: jsonObject.default({}) }).default({ schemas: {} }),
  'x-amazon-apigateway-request-validators': z.record(z.string(), validatorSchema).default({}),
  'x-amazon-apigateway-request-validator': z.string().optional(),
  'x-amazon-apigateway-binary-media-types': z.array(z.string()).default([]),
  'x-amazon-apigateway-gateway-responses': z.record(z.string(), customResponseSchema).default({}),
});

type Definition = z.infer<typeof definitionSchema>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html: a REST API takes no others. */
const methods = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put'];
const anyMethod = 'x-amazon-apigateway-any-method';

/** The validator of this name; without a name, nothing is validated. */
const checksOf = (definition: Definition, name = definition['x-amazon-apigateway-request-validator']) => {
  if (name === undefined) return validatorSchema.parse({});
  const checks = definition['x-amazon-apigateway-request-validators'][name];
  if (checks === undefined) throw new Error(`the definition has no request validator ${name}`);
  return checks;
};

const operationOf = (value: unknown, inherited: z.infer<typeof parameters>, definition: Definition): Operation => {
  const own = operationSchema.parse(value);
  const validated = {
    parameters: [...inherited, ...own.parameters],
    requestBody: own.requestBody,
    schemas: definition.components.schemas,
  };
  return {
    integration: integrationOf(own['x-amazon-apigateway-integration']),
    secured: (own.security ?? definition.security).length > 0,
    validate: requestValidator(checksOf(definition, own['x-amazon-apigateway-request-validator']), validated),
  };
};

const resourceOf = (path: string, item: z.infer<typeof pathSchema>, definition: Definition): ApiResource => {
  const operations = Object.entries(item)
    .filter(([method]) => methods.includes(method) || method === anyMethod)
    .map(([method, value]) => {
      const operation = operationOf(value, item.parameters, definition);
      return [method === anyMethod ? 'ANY' : method.toUpperCase(), operation] as const;
    });
  return { path, operations: Object.fromEntries(operations) };
};

const within = <Value>(path: string, act: () => Value): Value => {
  try {
    return act();
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`${path}: ${why}`, { cause: error });
  }
};

/**
 * Reads the `Body` of an AWS::ApiGateway::RestApi: OpenAPI with API Gateway's extensions, its intrinsics resolved. Throws,
 * naming the path, for what is malformed or cannot be emulated.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
export const readDefinition = (body: JsonObject): ApiDefinition => {
  const definition = within('Body', () => definitionSchema.parse(body));
  return {
    resources: Object.entries(definition.paths).map(([path, item]) =>
      within(path, () => resourceOf(path, item, definition)),
    ),
    binaryMediaTypes: definition['x-amazon-apigateway-binary-media-types'].map((type) => type.toLowerCase()),
    responses: definition['x-amazon-apigateway-gateway-responses'],
  };
};
