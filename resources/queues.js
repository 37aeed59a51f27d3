/** Queues as every stage has them. Encryption is SQS's own unless a key is given: messages carry ids and keys, never contents (docs/decisions/encryption.md). */

import { service } from './names.js';

const fourteenDays = 1_209_600;

/** A data key is used for five minutes: each stage asks KMS some hundred times a day instead of once a message. */
const encryptedBy = (key) =>
  key ? { KmsMasterKeyId: key, KmsDataKeyReusePeriodSeconds: 300 } : { SqsManagedSseEnabled: true };

/** A stage's queue: a message is hidden for six times the function's timeout, as AWS asks of a queue that feeds a function. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export const stageQueue = ({ name, id, function: { timeout }, maxReceiveCount, hardening: { messageKey } }) => ({
  Type: 'AWS::SQS::Queue',
  Properties: {
    QueueName: `${service}-${name}`,
    VisibilityTimeout: 6 * timeout,
    MessageRetentionPeriod: fourteenDays,
    ReceiveMessageWaitTimeSeconds: 20,
    ...encryptedBy(messageKey),
    RedrivePolicy: {
      deadLetterTargetArn: { 'Fn::GetAtt': [`${id}DeadLetterQueue`, 'Arn'] },
      maxReceiveCount,
    },
  },
});

/** A dead-letter queue keeps what it gets for as long as SQS can. */
export const deadLetterQueue = (suffix, messageKey) => ({
  Type: 'AWS::SQS::Queue',
  Properties: {
    QueueName: `${service}-${suffix}`,
    MessageRetentionPeriod: fourteenDays,
    ...encryptedBy(messageKey),
  },
});

/** Nobody without TLS, and of AWS's services only the one rule that feeds this queue. */
export const queuePolicy = (queue, rule) => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: queue }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'DenyInsecureTransport',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: { 'Fn::GetAtt': [queue, 'Arn'] },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        ...(rule
          ? [
              {
                Sid: 'AllowRule',
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: { 'Fn::GetAtt': [queue, 'Arn'] },
                Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rule, 'Arn'] } } },
              },
            ]
          : []),
      ],
    },
  },
});
