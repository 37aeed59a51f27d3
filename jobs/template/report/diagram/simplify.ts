import type { Architecture, Arrow, Box, Group } from './architecture.ts';

/** A picture with more boxes than this can't be read, and takes long to lay out. */
const mostBoxes = 64;
const mostArrows = 160;

/** What is drawn, and how many boxes and arrows are not. */
export type Picture = Architecture & { readonly omitted: { readonly boxes: number; readonly arrows: number } };

type Regroup = (box: Box) => string;

const ancestors = (groups: readonly Group[]) => {
  const byId = new Map(groups.map((group) => [group.id, group]));
  return {
    vpcOf: (id: string): string => {
      const group = byId.get(id);
      return group?.kind === 'subnet' && group.parent !== undefined ? group.parent : id;
    },
  };
};

/** Boxes of the same type in the same group as one. */
const gathered = (boxes: readonly Box[], regroup: Regroup): { boxes: Box[]; idOf: ReadonlyMap<string, string> } => {
  const idOf = new Map<string, string>();
  const byKind = Map.groupBy(boxes, (box) => `${regroup(box)} ${box.type}`);
  const merged = [...byKind.values()].flatMap((same): Box[] => {
    const [first] = same;
    if (!first) return [];
    for (const { id } of same) idOf.set(id, first.id);
    return [
      {
        ...first,
        group: regroup(first),
        logicalIds: same.flatMap(({ logicalIds }) => logicalIds),
        with: same.flatMap((box) => box.with),
      },
    ];
  });
  return { boxes: merged, idOf };
};

const once = (arrows: readonly Arrow[]): Arrow[] => [
  ...new Map(arrows.map((arrow) => [`${arrow.from} ${arrow.to}`, arrow])).values(),
];

const layerGroup = (title: string): Group => ({ id: `layer ${title}`, kind: 'layer', title, note: '' });

const simplified = ({ groups, boxes, arrows }: Architecture, regroup: Regroup): Architecture => {
  const { boxes: fewer, idOf } = gathered(boxes, regroup);
  const known = new Map(groups.map((group) => [group.id, group]));
  const used = new Set(fewer.map(({ group }) => group));
  for (const id of used) {
    const parent = known.get(id)?.parent;
    if (parent !== undefined) used.add(parent);
  }
  const layers = [...new Set(fewer.map(({ layer }) => layer))].map(layerGroup);
  const all = [...groups, ...layers.filter(({ id }) => !known.has(id))];
  const moved = arrows.map(({ from, to }) => ({ from: idOf.get(from) ?? from, to: idOf.get(to) ?? to }));
  return {
    groups: all.filter(({ id }) => used.has(id)),
    boxes: fewer,
    arrows: once(moved.filter(({ from, to }) => from !== to)),
  };
};

const cut = ({ groups, boxes, arrows }: Architecture): Picture => {
  const shown = boxes.slice(0, mostBoxes);
  const ids = new Set(shown.map(({ id }) => id));
  const between = arrows.filter(({ from, to }) => ids.has(from) && ids.has(to));
  return {
    groups: groups.length > mostBoxes ? groups.filter(({ id }) => shown.some(({ group }) => group === id)) : groups,
    boxes: shown,
    arrows: between.slice(0, mostArrows),
    omitted: { boxes: boxes.length - shown.length, arrows: arrows.length - Math.min(between.length, mostArrows) },
  };
};

/**
 * An architecture small enough to be drawn and read: as it is, else with resources of a type as one box in their subnet, then in
 * their VPC, then with no VPCs at all; what is still too much is left out and counted.
 */
export const pictureOf = (architecture: Architecture): Picture => {
  const { vpcOf } = ancestors(architecture.groups);
  const views = [
    () => architecture,
    () => simplified(architecture, ({ group }) => group),
    () => simplified(architecture, ({ group }) => vpcOf(group)),
    () => simplified(architecture, ({ layer }) => layerGroup(layer).id),
  ];
  let last = architecture;
  for (const view of views) {
    last = view();
    if (last.boxes.length <= mostBoxes && last.groups.length <= mostBoxes) break;
  }
  return cut(last);
};
