import type { ObservedEvent } from './event-bridge/event.ts';
import type { Statement } from './iam/policy.ts';
import type { Compute } from './lambda/compute.ts';
import type { Invocation } from './lambda/invocation.ts';
import type { Email } from './mail/mailbox.ts';

/** A running cloud, as anything that speaks to it through the AWS SDK needs to know it. */
export type Cloud = {
  /** AWS_ENDPOINT_URL_*, AWS_REGION and credentials: what an SDK client's environment must hold to reach it. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the stack's REST API is, without its stage: http://127.0.0.1:8080. Not there if the stack has none. */
  readonly apiUrl?: string;
  /** The stack's outputs by name: InputBucketName, JobsTableName, CollectorQueueUrl … */
  readonly outputs: Readonly<Record<string, string>>;
  /** What its functions are and run on: another process may run them, too. */
  readonly compute: Compute;
  /** Calls `listener` with every event put on any bus; returns the way to stop. */
  observe(listener: (event: ObservedEvent) => void): () => void;
  /** The URL of a queue by its name or its logical id. Throws if the stack has none of that name. */
  queueUrl(name: string): string;
  /** Invokes a function (by the name in serverless.yml, its full name or its ARN) and waits for the result. */
  invoke(functionName: string, event: unknown): Promise<Invocation>;
  /** What a function's role allows and denies, by its name in serverless.yml. */
  statementsOf(functionName: string): readonly Statement[];
  /** What an SDK client's environment must hold to ask the services as a function does: with the rights of its role, if those are held against it. */
  sessionOf(functionName: string): Promise<Readonly<Record<string, string>>>;
  /** Sends a schedule's target input now, whether or not schedules tick (by name or logical id). */
  runSchedule(name: string): Promise<void>;
  /** The emails that SNS would have sent to the stack's subscribers, oldest first. */
  emails(): readonly Email[];
  /** Lets running invocations end (bounded), then closes every server and worker. */
  stop(): Promise<void>;
};
