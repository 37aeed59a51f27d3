import * as z from 'zod';
import type { OperationDefinition, RequestSchemas } from '#schemas/api/operation.ts';

type Model = { readonly schema: object; readonly named: Readonly<Record<string, object>> };

/** A body as a model of the gateway's: what has a name is one for itself, which others refer to. */
const modelOf = (body: z.ZodType): Model => {
  const made = z.toJSONSchema(body, { io: 'input', target: 'openapi-3.0', unrepresentable: 'any' });
  const text = JSON.stringify(made).replaceAll('"#/definitions/', '"#/components/schemas/');
  const { $schema: _dialect, definitions: named = {}, ...schema } = JSON.parse(text);
  return { schema, named };
};

/** Whether they are there is what the gateway checks; whether they fit, the function, which tells every field at once. */
const parametersOf = ({ path, query, headers }: RequestSchemas) =>
  (
    [
      ['path', path],
      ['query', query],
      ['header', headers],
    ] as const
  ).flatMap(([place, schema]) =>
    Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
      name,
      in: place,
      required: !field.safeParse(undefined).success,
      schema: { type: 'string' },
    })),
  );

const operationOf = ({ id, isPublic, request, reply }: OperationDefinition) => ({
  operationId: id,
  parameters: parametersOf(request),
  ...(request.body && {
    requestBody: { required: true, content: { 'application/json': { schema: modelOf(request.body).schema } } },
  }),
  responses: { [String(reply.status)]: { description: reply.description } },
  ...(isPublic && { security: [] }),
});

/**
 * The same operations as API Gateway imports them: OpenAPI 3.0.1, parameters as strings, bodies as schemas for its request
 * validators. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export const gatewayDefinition = (operations: readonly OperationDefinition[], version: string) => ({
  openapi: '3.0.1',
  info: { title: 'Dropforge', version },
  paths: Object.fromEntries(
    [...Map.groupBy(operations, ({ path }) => path)].map(([path, all]) => [
      path,
      Object.fromEntries(all.map((operation) => [operation.method.toLowerCase(), operationOf(operation)])),
    ]),
  ),
  components: {
    schemas: Object.assign({}, ...operations.map(({ request }) => request.body && modelOf(request.body).named)),
  },
});
