import type { FidelityEntry, FidelityReport } from '#schemas/fidelity.ts';
import type { CollectedFile } from '#shared/exports/resource.ts';
import type { Trace } from '../mapped.ts';
import type { LeftOutName } from '../names/physical-names.ts';
import type { Collapsed } from '../values/shared-values.ts';
import type { Moved } from '../wiring/security-group-rules.ts';
import { compare } from './canonical.ts';
import type { Placed } from './placed.ts';

type Relocate = (logicalId: string, pointer: string) => string;

/** Where a property is after rules have left their security groups: in another position, or in a resource of its own. */
const relocation = (moved: readonly Moved[]): Relocate => {
  const byList = new Map(moved.map((each) => [`${each.logicalId}/${each.list}`, each.to]));
  return (logicalId, pointer) => {
    const [, list = '', position = '', ...rest] = pointer.split('/');
    const to = byList.get(`${logicalId}/${list}`)?.[Number(position)];
    if (to === undefined) return `Resources/${logicalId}/Properties${pointer}`;
    const path = typeof to === 'number' ? [logicalId, 'Properties', list, to, ...rest] : [to, 'Properties', ...rest];
    return `Resources/${path.join('/')}`;
  };
};

const numbers = new Intl.Collator('en', { numeric: true });

const bySource = (a: FidelityEntry, b: FidelityEntry): number =>
  compare(a.source.file, b.source.file) ||
  numbers.compare(a.source.pointer, b.source.pointer) ||
  compare(a.source.pointer, b.source.pointer);

const entry = (trace: Trace, to: (pointer: string) => string, fileOf: FileOf): FidelityEntry => {
  if (trace.outcome !== 'carried') return trace;
  const place = to(trace.to);
  const template = fileOf(place.split('/')[1] ?? '');
  return { outcome: 'carried', source: trace.source, to: place, ...(template !== undefined && { template }) };
};

const byCloudFormation: Pick<Extract<FidelityEntry, { outcome: 'dropped' }>, 'outcome' | 'reason' | 'note'> = {
  outcome: 'dropped',
  reason: 'physical-name',
  note: 'nothing in the template says it, so CloudFormation chooses one that does not collide',
};

/** A resource's traces, its name told of as dropped where it was left out. */
const tracesOf = ({ logicalId, mapped }: Placed, leftOut: ReadonlyMap<string, string>): readonly Trace[] => {
  const name = leftOut.get(logicalId);
  if (name === undefined) return mapped.traces;
  return mapped.traces.map((trace) =>
    trace.outcome === 'carried' && trace.to === `/${name}` ? { ...byCloudFormation, source: trace.source } : trace,
  );
};

/** The file of the template that has a logical id, if there are several. */
type FileOf = (logicalId: string) => string | undefined;

/** What happened to properties after they were mapped: rules that moved, names that were left out, lists that became parameters. */
export type Aftermath = {
  readonly moved: readonly Moved[];
  readonly leftOut: readonly LeftOutName[];
  readonly collapsed: readonly Collapsed[];
};

/** What was in a list that is one parameter now is where the list was. */
const outOfLists = (collapsed: readonly Collapsed[]): ((to: string) => string) => {
  const lists = new Set(collapsed.map(({ logicalId, path }) => `Resources/${logicalId}/Properties/${path.join('/')}`));
  return (to) => {
    const list = to.slice(0, to.lastIndexOf('/'));
    return lists.has(list) ? list : to;
  };
};

/** Resources that were named together, and where each is. */
export type Accounted = {
  readonly resources: readonly Placed[];
  readonly aftermath: Aftermath;
  readonly fileOf: FileOf;
};

/** Accounts for each property that went in, in the order of the files. `traces` are of what no resource was made of. */
export const fidelityReport = (
  files: readonly CollectedFile[],
  accounted: readonly Accounted[],
  traces: readonly Trace[],
): FidelityReport => {
  const placed = accounted.flatMap(({ resources, aftermath: { moved, leftOut, collapsed }, fileOf }) => {
    const relocate = relocation(moved);
    const settled = outOfLists(collapsed);
    const names = new Map(leftOut.map(({ logicalId, property }) => [logicalId, property]));
    return resources.flatMap((each) =>
      tracesOf(each, names).map((trace) => entry(trace, (at) => settled(relocate(each.logicalId, at)), fileOf)),
    );
  });
  const others = traces.map((trace) =>
    entry(
      trace,
      (at) => at,
      () => undefined,
    ),
  );
  const entries = [...placed, ...others].sort(bySource);
  const count = (outcome: FidelityEntry['outcome']) => entries.filter((each) => each.outcome === outcome).length;
  return {
    counts: { carried: count('carried'), dropped: count('dropped'), lost: count('lost') },
    files: [...files].sort((a, b) => compare(a.file, b.file)),
    entries,
  };
};
