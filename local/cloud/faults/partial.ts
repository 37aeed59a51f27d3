import { isObject, type JsonObject } from '#schemas/json.ts';

const failed: JsonObject = { ErrorCode: 'InternalFailure', ErrorMessage: 'A fault of the test' };

const entriesOf = (json: string): readonly unknown[] => {
  const parsed: unknown = JSON.parse(json);
  return isObject(parsed) && Array.isArray(parsed.Entries) ? parsed.Entries : [];
};

/** A PutEvents request without its last entry; undefined if that was its only one. */
export const withoutLastEntry = (request: string): string | undefined => {
  const entries = entriesOf(request).slice(0, -1);
  return entries.length === 0 ? undefined : JSON.stringify({ Entries: entries });
};

/** The reply to the request without its last entry (none was sent: undefined) as the reply to the whole. */
export const withLastEntryFailed = (reply: string | undefined): string => {
  const parsed: unknown = reply === undefined ? {} : JSON.parse(reply);
  const others = isObject(parsed) ? Number(parsed.FailedEntryCount ?? 0) : 0;
  return JSON.stringify({
    FailedEntryCount: others + 1,
    Entries: [...(reply === undefined ? [] : entriesOf(reply)), failed],
  });
};
