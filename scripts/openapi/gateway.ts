import type { OperationDefinition, RequestSchemas } from '#schemas/api/operation.ts';

/**
 * That it is a JSON object is what the gateway checks of a body. Told by the whole schema it would say of a body that fits none of
 * several forms just that, with neither the fields nor the caller's correlation id.
 */
const anyObject = { type: 'object' } as const;

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
  ...(request.body && { requestBody: { required: true, content: { 'application/json': { schema: anyObject } } } }),
  responses: { [String(reply.status)]: { description: reply.description } },
  ...(isPublic && { security: [] }),
});

/**
 * The same operations as API Gateway imports them: OpenAPI 3.0.1 with what its request validators check
 * before a function is asked. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
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
});
