import type { ActionEvent } from './event.ts';
import { shortened } from './shortened.ts';

/** Bedrock takes 25 KB of a function's response, all of it. https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html#agents-lambda-response */
const maxBytes = 25_000;

const responseOf = (event: ActionEvent, status: number, body: string) =>
  'function' in event
    ? {
        actionGroup: event.actionGroup,
        function: event.function,
        functionResponse: { responseBody: { TEXT: { body } } },
      }
    : {
        actionGroup: event.actionGroup,
        apiPath: event.apiPath,
        httpMethod: event.httpMethod,
        httpStatusCode: status,
        responseBody: { 'application/json': { body } },
      };

/** The response of an action: in the shape of the event, and no larger than Bedrock takes, which a shortened body says. */
export const replyTo = (
  event: ActionEvent,
  status: number,
  body: object,
  sessionAttributes: Readonly<Record<string, string>>,
) => {
  const replyWith = (text: string) => ({
    messageVersion: '1.0' as const,
    response: responseOf(event, status, text),
    sessionAttributes,
    promptSessionAttributes: event.promptSessionAttributes,
  });
  const isFit = (text: string): boolean => Buffer.byteLength(JSON.stringify(replyWith(text))) <= maxBytes;
  return replyWith(shortened(body, isFit));
};

export type AgentReply = ReturnType<typeof replyTo>;
