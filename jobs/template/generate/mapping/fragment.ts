import type { Finding } from '#schemas/findings.ts';
import type { JsonObject } from '#schemas/json.ts';
import type { ResourceType } from '#shared/cloudformation/resource-type.ts';
import type { Trace } from '../mapped.ts';
import type { Piece } from './map-part.ts';
import { nameOf } from './returns.ts';

const note = 'no file of the drop shows the resource itself';

const withoutTags = (properties: JsonObject, { tags }: ResourceType): JsonObject =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => name !== (tags?.property ?? 'Tags')));

/**
 * True of what only parts are seen of (its tags, its policy) that make no resource by themselves: a listing of the tags of a whole
 * account speaks of much that the drop does not show. A bucket is one by its name alone.
 */
export const isFragment = ({ parts, properties }: Piece, type: ResourceType | undefined): boolean => {
  if (!type || parts.some(({ dialect, under }) => dialect === 'cloudformation' || under === '')) return false;
  const isIncomplete = Object.entries(type.properties).some(
    ([name, { required }]) => required === true && !Object.hasOwn(properties, name),
  );
  return isIncomplete || nameOf(type, withoutTags(properties, type)) === undefined;
};

/** What becomes of the leaves of a fragment. */
export const leftOut = ({ traces }: Piece): readonly Trace[] =>
  traces.map((trace) =>
    trace.outcome === 'carried' ? { outcome: 'dropped', source: trace.source, reason: 'not-deployable', note } : trace,
  );

export const fragmentFinding = ({ type, name, identity, parts }: Piece): Finding => ({
  rule: 'partial-resource',
  severity: 'WARN',
  message: `${name ?? identity[0] ?? 'A resource'} (${type}) is not in the template: ${parts[0]?.source.file ?? 'the drop'} shows a part of it, and ${note}.`,
  resourceType: type,
  hint: 'Export the resource itself too.',
  sources: parts.map(({ source }) => source),
});
