import type { JsonObject } from '#schemas/json.ts';

/** Under which AWS's operations say that there is more to ask for. */
const tokens = ['NextToken', 'nextToken', 'NextMarker', 'NextPageToken', 'nextPageToken', 'NextContinuationToken'];
const flags = ['IsTruncated', 'Truncated'];

/** A warning if an output is one page of several. */
export const incompleteNotes = (output: JsonObject): readonly string[] => {
  const token = tokens.find((name) => typeof output[name] === 'string' && output[name] !== '');
  const found = token ?? flags.find((name) => output[name] === true);
  return found === undefined
    ? []
    : [`the export is incomplete (${found}): run the command again without --no-paginate and --max-items`];
};
