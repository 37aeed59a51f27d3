import * as z from 'zod';

/** Whatever its type is said to be, a value comes as text. */
const given = z.object({ name: z.string(), type: z.string().optional(), value: z.string() });

const attributes = z.record(z.string(), z.string()).default({});

const common = z.object({
  messageVersion: z.literal('1.0'),
  sessionId: z.string(),
  actionGroup: z.string(),
  sessionAttributes: attributes,
  promptSessionAttributes: attributes,
  parameters: z.array(given).default([]),
});

const bySchema = common.extend({
  apiPath: z.string(),
  httpMethod: z.string(),
  requestBody: z
    .object({
      content: z.record(z.string(), z.object({ properties: z.array(given).default([]) })).default({}),
    })
    .optional(),
});

const byFunction = common.extend({ function: z.string() });

/**
 * What Bedrock invokes the function of an action group with: its actions are described by an OpenAPI schema, or as functions.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html#agents-lambda-input
 */
export const actionEvent = z.union([bySchema, byFunction]);

export type ActionEvent = z.infer<typeof actionEvent>;

/** What was given, by name, wherever it was. */
export const givenBy = (event: ActionEvent): Readonly<Record<string, string>> => {
  const body = 'requestBody' in event ? Object.values(event.requestBody?.content ?? {}) : [];
  const all = [...event.parameters, ...body.flatMap(({ properties }) => properties)];
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
};
