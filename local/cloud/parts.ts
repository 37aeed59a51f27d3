import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ApiParts } from './api-gateway/parts.ts';
import type { EventBridge } from './event-bridge/bus.ts';
import type { Statement } from './iam/policy.ts';
import type { EventSourceMapping } from './lambda/event-source.ts';
import type { FunctionDefinition } from './lambda/function.ts';
import type { Mailbox } from './mail/mailbox.ts';
import type { PackagedFunction } from './options.ts';
import type { Place } from './place.ts';
import type { UploadEvents } from './s3-events.ts';
import type { Schedule } from './scheduler/scheduler.ts';

/** What the stack's resources are made with, and where they are registered. */
export type Parts = {
  readonly place: Place;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly bridge: EventBridge;
  readonly uploads: UploadEvents;
  readonly mailbox: Mailbox;
  readonly visibilityTimeoutSeconds: number | undefined;
  /** Queue URLs by ARN. */
  readonly queues: Map<string, string>;
  /** What each role may do, by its ARN. */
  readonly roles: Map<string, readonly Statement[]>;
  readonly functions: FunctionDefinition[];
  readonly mappings: EventSourceMapping[];
  readonly schedules: Schedule[];
  readonly apis: ApiParts;
  /** The function whose ZIP has this file name. */
  packaged(zipName: string): PackagedFunction | undefined;
};
