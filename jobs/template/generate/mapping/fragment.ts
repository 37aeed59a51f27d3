import type { Finding } from '#schemas/findings.ts';
import type { JsonObject } from '#schemas/json.ts';
import type { ResourceType } from '#shared/cloudformation/resource-type.ts';
import type { Trace } from '../mapped.ts';
import type { Piece } from './map-part.ts';
import { nameOf } from './returns.ts';

/** What no template can do without, and the listing of the resources does not show: which command does. */
const shownElsewhere: Readonly<Record<string, { readonly property: string; readonly command: string }>> = {
  'AWS::EC2::LaunchTemplate': { property: 'LaunchTemplateData', command: 'aws ec2 describe-launch-template-versions' },
  'AWS::IAM::ManagedPolicy': { property: 'PolicyDocument', command: 'aws iam get-policy-version' },
};

const note = 'no file of the drop shows all that it needs';

const withoutTags = (properties: JsonObject, { tags }: ResourceType): JsonObject =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => name !== (tags?.property ?? 'Tags')));

/**
 * True of what only parts are seen of (its tags, its policy) that make no resource by themselves: what its type
 * requires is missing, or, where nothing is required, its name; and of what an overview of the AWS CLI names, with less than half of it. A listing of the tags of a whole
 * account speaks of much that the drop does not show; a bucket is one by its name alone.
 */
export const isFragment = ({ parts, properties }: Piece, type: ResourceType | undefined): boolean => {
  if (!type || parts.some(({ dialect }) => dialect === 'cloudformation')) return false;
  const elsewhere = shownElsewhere[type.type];
  if (elsewhere && !Object.hasOwn(properties, elsewhere.property)) return true;
  const required = Object.keys(type.properties).filter((name) => type.properties[name]?.required);
  const shown = required.filter((name) => Object.hasOwn(properties, name));
  if (parts.every(({ byLikeness }) => byLikeness) && 2 * shown.length < required.length) return true;
  if (parts.some(({ under }) => under === '')) return false;
  if (required.length > 0) return shown.length < required.length;
  return nameOf(type, withoutTags(properties, type)) === undefined;
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
  hint: shownElsewhere[type]
    ? `Export it with ${shownElsewhere[type].command} too.`
    : 'Export the resource itself too.',
  sources: parts.map(({ source }) => source),
});
