import type { JsonObject, JsonValue } from '#schemas/json.ts';
import { pageFlags, pageTokens } from '../incomplete.ts';

/**
 * One place in one command's output where a resource, or a part of one, is found. A new command is a row in a table.
 *
 * Conventions that the parts of one resource share, so that they can be put together again:
 * - `ids` lists every name, id and ARN by which others call it, the one that most commands print first: bucket name,
 *   function name, role name, queue ARN, topic ARN, table name, load balancer ARN, `vpc-…`.
 * - `under` is where a part goes in the whole: the name that CloudFormation gives it (`/VersioningConfiguration`), or that
 *   a fuller output gives it (`/RolePolicyList/0`, as in get-account-authorization-details).
 */
export type Row = {
  /** As typed after `aws`. */
  readonly command: string;
  /** Where in the output: `Vpcs[]`, `Reservations[].Instances[]`, `Table`; '' is the output itself. */
  readonly at: string;
  /** The CloudFormation type; '' if only its subject can tell (tags). */
  readonly type: string | ((item: JsonObject) => string | undefined);
  /** Keys of the item, or from the root of the output with a leading slash; none: the output does not say whose it is. */
  readonly ids?: readonly string[] | ((item: JsonValue, root: JsonObject) => readonly string[]);
  /** Keys that an item of this kind always has; together they tell it where no list name does (`--query`). */
  readonly has?: readonly string[];
  /** The output has no keys but these. */
  readonly only?: readonly string[];
  /** Of several commands that print the same, the one to be taken if the file's name says none. */
  readonly usual?: true;
  readonly when?: (item: JsonObject, root: JsonObject) => boolean;
  /** The part of the item that counts, as a key; or what is left of it. */
  readonly value?: string | ((item: JsonObject) => JsonValue);
  readonly under?: string;
  /** It belongs to a resource that the output does not name: which type, and the property that should name it. */
  readonly parent?: { readonly type: string; readonly property: string };
  /** Why an item of this kind is left out, if it is. */
  readonly skip?: (item: JsonObject, root: JsonObject) => string | undefined;
};

/** Keys that tell of the request or of paging, never of a resource. */
export const envelopeKeys: ReadonlySet<string> = new Set([
  ...pageTokens,
  ...pageFlags,
  ...`ResponseMetadata MaxItems MaxKeys ETag Name Prefix Owner failures Failures Count ScannedCount Quantity Errors
  UnprocessedKeys NextRecordType NextRecordIdentifier DelegationSet VPCs RevisionId PolicyName
  TransitionDefaultMinimumObjectSize RequestCharged EncodingType KeyCount NextVersionIdMarker`.split(/\s+/),
]);

const text = (value: JsonValue | undefined): readonly string[] =>
  typeof value === 'string' && value !== '' ? [value] : [];

/** The values of some keys of an item, those that are there. */
export const valuesOf = (item: JsonObject, ...keys: readonly string[]): readonly string[] =>
  keys.flatMap((key) => (Object.hasOwn(item, key) ? text(item[key]) : []));
