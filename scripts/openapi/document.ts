import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { commonProblems, type OperationDefinition, type RequestSchemas } from '#schemas/api/operation.ts';
import { type ProblemCode, problem, problems } from '#schemas/api/problem.ts';
import { withAnyJson } from '../schemas/any-json.ts';

const correlated = {
  'X-Correlation-Id': {
    schema: { type: 'string' as const },
    description: 'What the request and all that came of it are logged under',
  },
};

/** One reply a status: the codes that share it are told in its description. */
const refusals = (codes: readonly ProblemCode[]): ZodOpenApiResponsesObject => {
  const byStatus = Map.groupBy(new Set(codes), (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].sort().map(([status, all]) => [
      `${status as 400}`,
      {
        description: all.map((code) => `${code}: ${problems[code].title}`).join('. '),
        headers: {
          ...correlated,
          ...(status === 429 && {
            'Retry-After': { schema: { type: 'integer' as const }, description: 'Seconds to wait' },
          }),
        },
        content: { 'application/problem+json': { schema: problem } },
      },
    ]),
  );
};

const binary = { contentMediaType: 'application/octet-stream' };

const multipartOf = (parts: NonNullable<RequestSchemas['multipart']>) => ({
  schema: z.strictObject(
    Object.fromEntries(
      Object.entries(parts).map(([name, { description, schema = z.string().meta(binary) }]) => [
        name,
        schema.meta({ description }),
      ]),
    ),
  ),
  encoding: Object.fromEntries(Object.entries(parts).map(([name, { contentType }]) => [name, { contentType }])),
});

const bodyOf = ({ body, multipart }: RequestSchemas) =>
  body && {
    required: true,
    content: {
      'application/json': { schema: body },
      ...(multipart && { 'multipart/form-data': multipartOf(multipart) }),
    },
  };

const publicProblems: readonly ProblemCode[] = [
  'INVALID_REQUEST',
  'INCONSISTENT_REQUEST',
  'TOO_MANY_REQUESTS',
  'INTERNAL',
  'UNAVAILABLE',
];

const operationOf = ({
  id,
  summary,
  description,
  tag,
  isPublic,
  request,
  reply,
  problems: own,
}: OperationDefinition): ZodOpenApiOperationObject => {
  const { path, query, headers: header } = request;
  const requestBody = bodyOf(request);
  return {
    operationId: id,
    summary,
    ...(description && { description }),
    tags: [tag],
    ...(isPublic && { security: [] }),
    requestParams: { ...(path && { path }), ...(query && { query }), ...(header && { header }) },
    ...(requestBody && { requestBody }),
    responses: {
      [`${reply.status}` as '200']: {
        description: reply.description,
        headers: correlated,
        content: { 'application/json': { schema: reply.schema } },
      },
      ...refusals([...(isPublic ? publicProblems : commonProblems), ...own]),
    },
  };
};

const tags = [
  { name: 'jobs', description: 'Starting jobs, and how they stand' },
  { name: 'uploads', description: 'Files too large for a request' },
  { name: 'inventory', description: 'What the scans of the account found' },
  { name: 'service', description: 'The service itself' },
];

/** The description that the service serves: OpenAPI 3.1. */
export const openApiDocument = (operations: readonly OperationDefinition[], version: string) =>
  withAnyJson(
    createDocument({
      openapi: '3.1.0',
      info: {
        title: 'Dropforge',
        version,
        description:
          'Templates of resource configurations, inventories of accounts, specifications of source code: each is a job.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [
        { url: 'http://127.0.0.1:8080', description: 'npm start -- serve' },
        {
          url: 'https://{apiId}.execute-api.{region}.amazonaws.com/{stage}',
          description: 'A deployed stage',
          variables: { apiId: { default: 'abcdef1234' }, region: { default: 'us-east-1' }, stage: { default: 'dev' } },
        },
      ],
      tags,
      security: [{ sigv4: [] }, { cognito: [] }],
      paths: Object.fromEntries(
        [...Map.groupBy(operations, ({ path }) => path)].map(([path, all]) => [
          path,
          Object.fromEntries(all.map((operation) => [operation.method.toLowerCase(), operationOf(operation)])),
        ]),
      ),
      components: {
        securitySchemes: {
          sigv4: {
            type: 'apiKey',
            name: 'Authorization',
            in: 'header',
            description: 'AWS Signature Version 4, service execute-api',
          },
          cognito: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'Where the stage is deployed with apiAuth=cognito',
          },
        },
      },
    }),
  );
