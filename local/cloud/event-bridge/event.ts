import type { JsonObject } from '#schemas/json.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
export type Event = {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** RFC 3339 without fractions of a second. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
  /** Of an event that comes from an archive. */
  readonly 'replay-name'?: string;
};

/** An event as an observer of the embedded cloud sees it; `type` is its `detail-type`. */
export type ObservedEvent = {
  readonly type: string;
  readonly detail: unknown;
  readonly id: string;
  readonly source: string;
  readonly bus: string;
};

/** The time as EventBridge writes it: whole seconds, UTC. */
export const eventTime = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;
