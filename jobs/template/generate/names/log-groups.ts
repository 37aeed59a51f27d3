import type { Placed } from '../assembly/placed.ts';
import { eachReference } from '../assembly/references.ts';
import type { KnownName } from './known-names.ts';

/** Services that write to a log group named after the resource, by the group's prefix. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/aws-services-sending-logs.html */
const writers: Readonly<Record<string, string>> = {
  '/aws/codebuild/': 'AWS::CodeBuild::Project',
  '/aws/lambda/': 'AWS::Lambda::Function',
};

export type Writer = { readonly prefix: string; readonly name: KnownName };

/** The resource whose logs a group is for, by the group's name. */
export const writerOf = (
  { placed, own }: KnownName,
  byValue: ReadonlyMap<string, readonly KnownName[]>,
): Writer | undefined => {
  if (placed.mapped.type !== 'AWS::Logs::LogGroup') return undefined;
  for (const [prefix, type] of Object.entries(writers)) {
    if (!own.value.startsWith(prefix)) continue;
    const found = byValue.get(own.value.slice(prefix.length))?.find((each) => each.placed.mapped.type === type);
    return found && { prefix, name: found };
  }
  return undefined;
};

/** Beyond this many resources what lies behind one is taken to reach everything. */
const patience = 1000;

export type Reach = {
  /** The resource says the other in its own properties. */
  readonly names: (from: string, to: string) => boolean;
  /** One needs the other, directly or by what lies between. */
  readonly needs: (from: string, to: string) => boolean;
};

/** Who needs whom among the resources as they are wired. */
export const reachOf = (resources: readonly Placed[]): Reach => {
  const byId = new Map(resources.map((each) => [each.logicalId, each]));
  const known = new Map<string, ReadonlySet<string>>();
  const targets = (id: string): ReadonlySet<string> => {
    const there = known.get(id);
    const placed = byId.get(id);
    if (there || !placed) return there ?? new Set();
    const found = new Set<string>();
    eachReference({ ...placed.attributes, Properties: placed.properties }, (to) => found.add(to.id));
    const after: unknown = placed.attributes.DependsOn;
    for (const to of Array.isArray(after) ? after : [after]) if (typeof to === 'string') found.add(to);
    known.set(id, found);
    return found;
  };
  return {
    names: (from, to) => targets(from).has(to),
    needs: (from, to) => {
      const seen = new Set([from]);
      for (const id of seen) {
        if (id === to || seen.size > patience) return true;
        for (const next of targets(id)) seen.add(next);
      }
      return false;
    },
  };
};
