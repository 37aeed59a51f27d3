import type { Finding } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { canonical } from '../assembly/canonical.ts';
import type { Claims } from '../assembly/logical-id.ts';
import { logicalIdClaims } from '../assembly/logical-id.ts';
import { isWritten, type Placed } from '../assembly/placed.ts';
import { eachReference } from '../assembly/references.ts';
import { type Exported, exported } from './exported.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const mostOutputs = 200;

type Wanted = { readonly placed: Placed; readonly row: Exported };

const ranks = new Map(Object.keys(exported).map((type, at) => [type, at]));

const importable = ({ placed: { logicalId }, row: { attribute } }: Wanted): JsonObject =>
  attribute === undefined ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] };

/** Everything that a resource other than itself refers to. */
const usedIn = (resources: readonly Placed[]): ReadonlySet<string> => {
  const used = new Set<string>();
  for (const { logicalId, properties } of resources) {
    eachReference(properties, ({ id }) => id !== logicalId && used.add(id));
  }
  return used;
};

const wantedOf = (resources: readonly Placed[], there: ReadonlySet<string>): Wanted[] => {
  const used = usedIn(resources);
  return resources
    .filter((placed) => !isWritten(placed))
    .flatMap((placed) =>
      (Object.hasOwn(exported, placed.mapped.type) ? (exported[placed.mapped.type] ?? []) : [])
        .filter(({ when, unlessUsed }) => when?.(placed.properties) ?? !(unlessUsed && used.has(placed.logicalId)))
        .map((row) => ({ placed, row })),
    )
    .filter((wanted) => !there.has(canonical(importable(wanted))));
};

/** The first of each resource before the second of any, and roots such as VPCs first: what is left out is missed least. */
const inOrderOfUse = (wanted: readonly Wanted[]): Wanted[] => {
  const at = new Map<Placed, number>();
  const keyed = wanted.map((each) => {
    const nth = at.get(each.placed) ?? 0;
    at.set(each.placed, nth + 1);
    return { each, nth, rank: ranks.get(each.placed.mapped.type) ?? 0 };
  });
  return keyed.sort((a, b) => a.nth - b.nth || a.rank - b.rank).map(({ each }) => each);
};

const outputOf = (wanted: Wanted, name: string): JsonObject => ({
  Description: wanted.row.says,
  Value: importable(wanted),
  Export: { Name: { 'Fn::Sub': `\${AWS::StackName}-${name}` } },
});

/** 'OrdersQueueUrl' says it once where the resource is called so already. */
const nameOf = ({ placed: { logicalId }, row: { suffix } }: Wanted, claims: Claims): string =>
  claims.claim(logicalId.endsWith(suffix) ? logicalId : `${logicalId}${suffix}`);

const cut = (left: number): Finding => ({
  rule: 'outputs-left-out',
  severity: 'INFO',
  message: `${left} values that other stacks could import are no outputs, because a template may have ${mostOutputs} at most.`,
  hint: 'Add those that you need by hand, in the place of others.',
});

/**
 * The template's outputs with those that stacks built on it would import, each exported as `<stack name>-<output>`. What came in a template keeps the
 * outputs its author gave it. At most 200; a finding tells how many were left out.
 */
export const withOutputs = (
  resources: readonly Placed[],
  written: JsonValue | undefined,
): { readonly outputs: JsonObject; readonly findings: readonly Finding[] } => {
  const own = isObject(written) ? written : {};
  const there = new Set(Object.values(own).map((each) => canonical(isObject(each) ? each.Value : undefined)));
  const wanted = wantedOf(resources, there);
  const room = Math.max(0, mostOutputs - Object.keys(own).length);
  const kept = new Set(inOrderOfUse(wanted).slice(0, room));
  const claims = logicalIdClaims(Object.keys(own));
  const made = wanted
    .filter((each) => kept.has(each))
    .map((each): [string, JsonObject] => {
      const name = nameOf(each, claims);
      return [name, outputOf(each, name)];
    });
  return {
    outputs: Object.fromEntries([...Object.entries(own), ...made]),
    findings: wanted.length > kept.size ? [cut(wanted.length - kept.size)] : [],
  };
};
