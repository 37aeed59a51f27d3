import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { isObject, type JsonObject } from '#schemas/json.ts';
import { nameInArn, type Place } from '../place.ts';
import { type Event, eventTime } from './event.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html: at most 10 entries, less than 256 KB in all. */
export const limits = { entries: 10, bytes: 256 * 1024 } as const;

const entry = z.object({
  Time: z.union([z.number(), z.string()]).optional(),
  Source: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  TraceHeader: z.string().optional(),
});

const request = z.object({ Entries: z.array(entry) });

export type PutEventsEntry = z.infer<typeof entry>;
export type ResultEntry = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };
export type PutEventsReply = { readonly FailedEntryCount: number; readonly Entries: readonly ResultEntry[] };

/** What makes the whole request fail, as AWS's JSON protocol names it. */
export class RequestError extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

const bytes = (text: string | undefined): number => (text === undefined ? 0 : Buffer.byteLength(text));

/** The size that counts. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
export const entrySize = (item: PutEventsEntry): number =>
  (item.Time === undefined ? 0 : 14) +
  bytes(item.Source) +
  bytes(item.DetailType) +
  bytes(item.Detail) +
  (item.Resources ?? []).reduce((sum, resource) => sum + bytes(resource), 0);

/** Reads a PutEvents request. Throws a `RequestError` for one that AWS refuses as a whole. */
export const parsePutEvents = (body: string): readonly PutEventsEntry[] => {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new RequestError('SerializationException', 'The request body is not JSON.');
  }
  const parsed = request.safeParse(json);
  if (!parsed.success) throw new RequestError('SerializationException', z.prettifyError(parsed.error));
  const entries = parsed.data.Entries;
  if (entries.length < 1 || entries.length > limits.entries)
    throw new RequestError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${limits.entries}`,
    );
  if (entries.reduce((sum, item) => sum + entrySize(item), 0) >= limits.bytes)
    throw new RequestError('ValidationException', 'Total size of the entries in the request is over the limit.');
  return entries;
};

const invalid = (parameter: string, reason: string) => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${parameter} is not valid. Reason: ${reason}`,
});

const detailOf = (text: string): JsonObject | undefined => {
  try {
    const detail: unknown = JSON.parse(text);
    return isObject(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
};

/** Seconds since 1970, as the JSON protocol has timestamps, or ISO 8601. */
const timeOf = (time: number | string | undefined): Date | undefined => {
  const date = time === undefined ? new Date() : new Date(typeof time === 'number' ? time * 1000 : time);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

export type AcceptedEntry = { readonly bus: string; readonly event: Event };

/** Checks one entry on its own, as AWS does: the others of the request are not touched by what is wrong with it. */
export const acceptEntry = (
  item: PutEventsEntry,
  place: Place,
): AcceptedEntry | Extract<ResultEntry, { ErrorCode: string }> => {
  if (!item.Source) return invalid('Source', 'Source is a required argument.');
  if (!item.DetailType) return invalid('DetailType', 'DetailType is a required argument.');
  if (bytes(item.DetailType) > 128) return invalid('DetailType', 'DetailType is longer than 128 bytes.');
  if (item.Detail === undefined) return invalid('Detail', 'Detail is a required argument.');
  if (item.Source.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  const detail = detailOf(item.Detail);
  if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const time = timeOf(item.Time);
  if (time === undefined) return invalid('Time', 'Time is not a timestamp.');
  return {
    bus: nameInArn(item.EventBusName ?? 'default'),
    event: {
      version: '0',
      id: randomUUID(),
      'detail-type': item.DetailType,
      source: item.Source,
      account: place.account,
      time: eventTime(time),
      region: place.region,
      resources: item.Resources ?? [],
      detail,
    },
  };
};
