import type { Message } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { type StageName, stageNames } from '#schemas/names.ts';
import type { DeadLetterQueue, Origin } from './queues.ts';

/** A message that could not be handled, or an event that could not be delivered. */
export type Letter = {
  /** SQS's message id: the same for as long as the letter lies there. */
  readonly id: string;
  readonly queue: string;
  readonly origin: Origin;
  /** Whose queue it was on the way to; unknown for a schedule's letter that does not say. */
  readonly stage?: StageName;
  readonly reason: string;
  readonly message: string;
  readonly jobId?: string;
  readonly eventType?: string;
  /** ISO 8601; of a message that SQS moved itself, when it was first sent. */
  readonly sentAt: string;
  /** How often it was received: by its stage before it died, if SQS moved it, and by whoever looked at it here. */
  readonly receives: number;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
};

type Attributes = Letter['attributes'];
type Reason = Pick<Letter, 'reason' | 'message'>;

const undelivered: Reason = { reason: 'UNDELIVERED', message: 'It does not say why it could not be delivered.' };

/** What a letter died of that does not say so itself. Into a stage's own queue SQS moved it: whoever had it died of it each time. */
const unsaid: Readonly<Record<Origin, Reason>> = {
  dlq: { reason: 'KILLED', message: 'Its function was killed five times before it could say why.' },
  rule: undelivered,
  schedule: undelivered,
};

/** Why it died, as its stage says (shared/pipeline/queue.ts), or EventBridge and Scheduler do, in attributes. */
const reasonOf = ({ reason, message = '', ERROR_CODE, ERROR_MESSAGE = '' }: Attributes, origin: Origin): Reason => {
  if (reason !== undefined) return { reason, message };
  return ERROR_CODE === undefined ? unsaid[origin] : { reason: ERROR_CODE, message: ERROR_MESSAGE };
};

const event = z.object({
  'detail-type': z.string().optional().catch(undefined),
  detail: z
    .object({ metadata: z.object({ jobId: z.string() }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** A body as JSON; undefined if it is none. */
export const parsedBody = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** `arn:aws:sqs:us-east-1:111122223333:dropforge-prod-intake`: the stage is the last word. */
const stageOfArn = (arn = ''): StageName | undefined => stageNames.find((stage) => arn.endsWith(`-${stage}`));

const attributesOf = ({ MessageAttributes = {} }: Message): Attributes =>
  Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]));

/** A message of a dead-letter queue, read as leniently as can be: many of them died of what they look like. */
export const letterOf = (message: Message, queue: DeadLetterQueue): Letter => {
  const { MessageId: id = '', Body: body = '', Attributes: system = {} } = message;
  const attributes = attributesOf(message);
  const said = event.safeParse(parsedBody(body)).data;
  const jobId = attributes.jobId ?? said?.detail?.metadata?.jobId;
  const eventType = said?.['detail-type'];
  const stage = queue.stage ?? stageOfArn(attributes.TARGET_ARN);
  return {
    id,
    queue: queue.name,
    origin: queue.origin,
    ...(stage && { stage }),
    ...reasonOf(attributes, queue.origin),
    ...(jobId !== undefined && { jobId }),
    ...(eventType !== undefined && { eventType }),
    sentAt: new Date(Number(system.SentTimestamp ?? 0)).toISOString(),
    receives: Number(system.ApproximateReceiveCount ?? 0),
    body,
    attributes,
  };
};
