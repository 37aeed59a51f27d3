import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { compare } from '../../generate/assembly/canonical.ts';
import { layerOf } from '../../generate/assembly/layers.ts';
import { type Where, whereabouts } from './placement.ts';
import { type Resource, type Resources, referencesIn } from './resources.ts';
import { accompanies, isCarried, linkOf, pointsBack, standsAlone } from './roles.ts';

/** A box: one resource, or several of a type. `with` are the resources that are told with it, by type. */
export type Box = {
  readonly id: string;
  readonly logicalIds: readonly string[];
  readonly type: string;
  readonly layer: string;
  readonly group: string;
  readonly with: readonly Resource[];
};

/** A frame around boxes and other groups: a VPC, a subnet, or a layer of the architecture. */
export type Group = {
  readonly id: string;
  readonly kind: 'vpc' | 'subnet' | 'layer';
  readonly title: string;
  readonly note: string;
  readonly parent?: string;
};

export type Arrow = { readonly from: string; readonly to: string };

export type Architecture = {
  readonly groups: readonly Group[];
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
};

const isGroupType = (type: string): boolean => type === 'AWS::EC2::VPC' || type === 'AWS::EC2::Subnet';

/** What is drawn as a box: all but frames, links, and what someone carries. */
const boxed = (resources: Resources): Set<string> => {
  const used = new Set([...resources.values()].flatMap(({ references }) => references.map(({ to }) => to)));
  const isTold = ({ id, type, references }: Resource) =>
    isCarried(type) && (used.has(id) || (accompanies.has(type) && references.length > 0));
  const isBox = (resource: Resource) => !isGroupType(resource.type) && !linkOf(resource.type) && !isTold(resource);
  return new Set([...resources.values()].filter(isBox).map(({ id }) => id));
};

/** Who stands for a resource in the picture: itself, or whoever carries it, however far away. */
const standIns = (resources: Resources, boxes: ReadonlySet<string>): ((id: string) => readonly string[]) => {
  const usersOf = new Map<string, string[]>();
  for (const { id, type, references } of resources.values()) {
    if (linkOf(type) || standsAlone.has(type)) continue;
    for (const { to } of references) usersOf.set(to, [...(usersOf.get(to) ?? []), id]);
  }
  const known = new Map<string, readonly string[]>();
  const find = (id: string): readonly string[] => {
    const there = known.get(id);
    if (there) return there;
    known.set(id, []);
    const { type = '', references = [] } = resources.get(id) ?? {};
    const users = usersOf.get(id) ?? (accompanies.has(type) ? references.map(({ to }) => to) : []);
    const found = boxes.has(id) || isGroupType(type) ? [id] : isCarried(type) ? users.flatMap(find) : [];
    const once = [...new Set(found)].sort(compare);
    known.set(id, once);
    return once;
  };
  return find;
};

/** A security group's rules, a role's policies may join very many: more than this says nothing any more. */
const fanOut = 6;

const cross = (from: readonly string[], to: readonly string[]): Arrow[] =>
  from.length * to.length > fanOut * fanOut ? [] : from.flatMap((a) => to.map((b) => ({ from: a, to: b })));

const named = (properties: JsonObject, names: readonly string[], exists: (id: string) => boolean): string[] =>
  names.flatMap((name) => referencesIn(properties[name] ?? null).filter(exists));

/** Groups that let another in: the arrow goes from who may call to who is called. */
const admitted = (properties: JsonObject): string[] => {
  const rules: readonly JsonValue[] = Array.isArray(properties.SecurityGroupIngress)
    ? properties.SecurityGroupIngress
    : [];
  return rules.flatMap((rule) => (isObject(rule) ? referencesIn(rule.SourceSecurityGroupId ?? null) : []));
};

const arrowsOf = (resources: Resources, boxes: ReadonlySet<string>): Arrow[] => {
  const standIn = standIns(resources, boxes);
  const exists = (id: string) => resources.has(id);
  return [...resources.values()].flatMap(({ id, type, properties, references }): Arrow[] => {
    const link = linkOf(type);
    if (link) {
      const from = named(properties, link.from, exists).flatMap(standIn);
      return cross(from, named(properties, link.to, exists).flatMap(standIn));
    }
    if (type === 'AWS::EC2::SecurityGroup') {
      return cross(admitted(properties).filter(exists).flatMap(standIn), standIn(id));
    }
    const own = standIn(id);
    return references.flatMap(({ to, property }) => {
      const target = resources.get(to)?.type ?? '';
      if (isCarried(target) && !boxes.has(to)) return [];
      // Where something lies is told by its frame.
      if (isGroupType(target)) return [];
      const others = linkOf(target) ? [] : [to];
      return pointsBack.has(property) ? cross(others, own) : cross(own, others);
    });
  });
};

/** Resources that have no box, by the box they are told with. */
const company = (resources: Resources, boxes: ReadonlySet<string>): ReadonlyMap<string, Resource[]> => {
  const standIn = standIns(resources, boxes);
  const told = new Map<string, Resource[]>();
  for (const resource of resources.values()) {
    const { id, type, properties } = resource;
    if (boxes.has(id) || isGroupType(type)) continue;
    const link = linkOf(type);
    const ends = link ? named(properties, [...link.to, ...link.from], (each) => resources.has(each)) : [id];
    for (const owner of ends.flatMap(standIn).slice(0, 1)) told.set(owner, [...(told.get(owner) ?? []), resource]);
  }
  return told;
};

const frameOf = ({ id, type, properties, place = '' }: Resource, where: Where, groups: ReadonlySet<string>): Group => {
  const cidr = typeof properties.CidrBlock === 'string' ? properties.CidrBlock : '';
  const parent = where(id);
  return {
    id,
    kind: type === 'AWS::EC2::VPC' ? 'vpc' : 'subnet',
    title: id,
    note: [type === 'AWS::EC2::VPC' ? 'VPC' : 'Subnet', cidr, place].filter((part) => part !== '').join(' '),
    ...(parent !== undefined && groups.has(parent) ? { parent } : {}),
  };
};

const layerId = (title: string): string => `layer ${title}`;

/** The architecture that a template's resources make: who lies where, and who speaks to whom. In the template's order. */
export const architectureOf = (resources: Resources): Architecture => {
  const boxes = boxed(resources);
  const where = whereabouts(resources);
  const told = company(resources, boxes);
  const frames = new Set([...resources.values()].filter(({ type }) => isGroupType(type)).map(({ id }) => id));
  const drawn = [...resources.values()]
    .filter(({ id }) => boxes.has(id))
    .map(({ id, type, place }): Box => {
      const { title } = layerOf(type);
      const layer = place === undefined ? title : `${title}: ${place}`;
      const group = where(id) ?? layerId(layer);
      return { id, logicalIds: [id], type, layer, group, with: told.get(id) ?? [] };
    });
  const layers = [...new Set(drawn.filter(({ group }) => !frames.has(group)).map(({ layer }) => layer))];
  const arrows = new Map(
    arrowsOf(resources, boxes)
      .filter(({ from, to }) => from !== to && !frames.has(from) && !frames.has(to))
      .map((arrow) => [`${arrow.from} ${arrow.to}`, arrow]),
  );
  return {
    groups: [
      ...[...resources.values()].filter(({ id }) => frames.has(id)).map((each) => frameOf(each, where, frames)),
      ...layers.map((title): Group => ({ id: layerId(title), kind: 'layer', title, note: '' })),
    ],
    boxes: drawn,
    arrows: [...arrows.entries()].sort(([a], [b]) => compare(a, b)).map(([, arrow]) => arrow),
  };
};
