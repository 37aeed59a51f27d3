import * as z from 'zod';
import { type Action, pathOf } from '#shared/api/agent/action.ts';

const described = (field: z.ZodType) => {
  const { type = 'string', description = '' } = z.toJSONSchema(field, { io: 'output', unrepresentable: 'any' });
  return { type, description };
};

/** What must be given: a job need not, as the session remembers the last. */
const isRequired = (name: string, field: z.ZodType): boolean => name !== 'jobId' && !field.safeParse(undefined).success;

const parametersOf = (fields: readonly (readonly [string, z.ZodType])[]) =>
  fields.map(([name, field]) => {
    const { type, description } = described(field);
    return { name, in: 'query', description, required: isRequired(name, field), schema: { type } };
  });

const bodyOf = (fields: readonly (readonly [string, z.ZodType])[]) => {
  const required = fields.filter(([name, field]) => isRequired(name, field)).map(([name]) => name);
  const properties = Object.fromEntries(fields.map(([name, field]) => [name, described(field)]));
  const schema = { type: 'object', properties, ...(required.length > 0 && { required }) };
  return { required: required.length > 0, content: { 'application/json': { schema } } };
};

const operationOf = ({ name, description, operation, parameters, isConfirmed }: Action) => {
  const fields = Object.entries<z.ZodType>(parameters.shape);
  return {
    operationId: name,
    description,
    ...(isConfirmed && { 'x-requireConfirmation': 'ENABLED' }),
    ...(operation.method === 'GET' ? { parameters: parametersOf(fields) } : { requestBody: bodyOf(fields) }),
    responses: {
      [operation.reply.status]: {
        description: operation.reply.description,
        content: { 'application/json': { schema: { type: 'object' } } },
      },
    },
  };
};

/**
 * The actions as an agent's action group takes them: the subset of OpenAPI 3.0.0 that Bedrock knows, so that what may be given is told by
 * descriptions alone. https://docs.aws.amazon.com/bedrock/latest/userguide/agents-api-schema.html
 */
export const agentDefinition = (actions: readonly Action[], version: string) => ({
  openapi: '3.0.0',
  info: { title: 'Dropforge', version, description: 'What the agent can do.' },
  paths: Object.fromEntries(
    actions.map((action) => [pathOf(action), { [action.operation.method.toLowerCase()]: operationOf(action) }]),
  ),
});
