import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

/** A stage's own queue and its dead letters. */
export type StageQueue = {
  /** Makes the record visible again after `seconds` (0 to 43,200). */
  postpone(record: SQSRecord, seconds: number): Promise<void>;
  /** Sends the stage itself a message, visible after `delaySeconds` (0 to 900). */
  send(body: unknown, delaySeconds: number): Promise<void>;
  /** Puts the record into the DLQ with the reason on it. */
  deadLetter(record: SQSRecord, reason: DeadLetterReason): Promise<void>;
};

export type DeadLetterReason = { readonly code: string; readonly message: string; readonly jobId?: string };

export type QueueUrls = { readonly queueUrl: string; readonly deadLetterQueueUrl: string };

export const stageQueue = (sqs: SQSClient, { queueUrl, deadLetterQueueUrl }: QueueUrls): StageQueue => ({
  async postpone(record, seconds) {
    const VisibilityTimeout = Math.min(Math.max(Math.ceil(seconds), 0), 43_200);
    const { receiptHandle: ReceiptHandle } = record;
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout }));
  },
  async send(body, delaySeconds) {
    const DelaySeconds = Math.min(Math.floor(delaySeconds), 900);
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(body), DelaySeconds }));
  },
  async deadLetter(record, { code, message, jobId }) {
    const MessageAttributes = {
      reason: stringAttribute(code),
      message: stringAttribute(message),
      originalMessageId: stringAttribute(record.messageId),
      receiveCount: stringAttribute(record.attributes.ApproximateReceiveCount),
      ...(jobId ? { jobId: stringAttribute(jobId) } : {}),
    };
    await sqs.send(
      new SendMessageCommand({ QueueUrl: deadLetterQueueUrl, MessageBody: record.body, MessageAttributes }),
    );
  },
});

/** SQS refuses empty values and most control characters. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const stringAttribute = (value: string) => ({
  DataType: 'String',
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones SQS refuses
  StringValue: value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd').slice(0, 1000) || '-',
});
