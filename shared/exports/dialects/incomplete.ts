import { isObject, type JsonObject } from '#schemas/json.ts';

/**
 * Under which AWS's operations say that there is more to ask for. `Marker` is some services' word for where the next page begins, and
 * others' for where this one does: those say `IsTruncated` too, and are believed.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html
 */
export const pageTokens: readonly string[] =
  'NextToken nextToken NextMarker NextPageToken nextPageToken NextPageMarker NextContinuationToken PaginationToken paginationToken LastEvaluatedTableName LastEvaluatedKey ExclusiveStartTableName NextRecordName NextKeyMarker NextHostedZoneId NextDNSName position Marker marker'.split(
    ' ',
  );

export const pageFlags: readonly string[] =
  'IsTruncated Truncated isTruncated truncated HasMoreStreams HasMoreDeliveryStreams HasMoreTags HasMoreResults hasMoreResults HasMoreShards'.split(
    ' ',
  );

const isToken = (output: JsonObject, name: string): boolean => {
  const value = output[name];
  return (typeof value === 'string' && value !== '') || (isObject(value) && Object.keys(value).length > 0);
};

const markOf = (output: JsonObject): string | undefined => {
  const flags = pageFlags.filter((name) => typeof output[name] === 'boolean');
  const raised = flags.find((name) => output[name] === true);
  if (flags.length > 0) return raised;
  return pageTokens.find((name) => isToken(output, name));
};

/** CloudFront prints its lists, and what tells of their pages, one level deeper. */
const listIn = (output: JsonObject): JsonObject | undefined => {
  const values = Object.values(output);
  const [only] = values;
  return values.length === 1 && isObject(only) && Array.isArray(only.Items) ? only : undefined;
};

/** A warning if an output is one page of several. */
export const incompleteNotes = (output: JsonObject): readonly string[] => {
  const inside = listIn(output);
  const found = markOf(output) ?? (inside && markOf(inside));
  return found === undefined
    ? []
    : [`the export is incomplete (${found}): run the command again without --no-paginate and --max-items`];
};
