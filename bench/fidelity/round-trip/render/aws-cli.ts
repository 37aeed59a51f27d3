import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Models } from '../botocore.ts';
import type { File } from '../drop.ts';
import { fill } from '../fill.ts';
import { bare, memberFor } from '../likeness.ts';
import type { Live } from '../live.ts';
import { account, madeUpId } from '../made-up.ts';
import { mainPlace, type Place, partPlaces } from '../place.ts';
import type { Shape } from '../shape.ts';
import { leavesOf, type ObjectNode, object, type Tree } from '../tree.ts';
import { amended } from './amended.ts';
import { byHand } from './by-hand.ts';
import type { Renderer } from './dialect.ts';

const percentEncoded = (service: string) => (json: string) => (service === 'iam' ? encodeURIComponent(json) : json);

const memberShapes = (shape: Shape): ReadonlyMap<string, Shape> => {
  if (shape.kind === 'structure') return shape.members();
  if (shape.kind === 'map' && shape.keys) return new Map(shape.keys.map((key) => [key, shape.value()]));
  return new Map();
};

/** What the resource is called, in the members of the output that are called so. */
const identity = ({ type, attribute, properties }: Live, shape: Shape): JsonObject => {
  const members = memberShapes(shape);
  const names = [
    ...new Set([
      ...type.primaryIdentifier,
      ...type.refIdentifier,
      ...type.attributes.filter((name) => /^(\w*Arn|\w*Id|\w*Name|\w*Url)$/.test(name)),
      'Arn',
      `${type.name}Arn`,
    ]),
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      if (name.includes('.') || properties.fields.has(name)) return [];
      const own = name === 'Id' ? `${type.name}Id` : name;
      const member =
        memberFor(name, [...members.keys()], type.name, 3) ?? memberFor(own, [...members.keys()], type.name, 3);
      return member !== undefined && members.get(member)?.kind === 'scalar' ? [[member, attribute(name)]] : [];
    }),
  );
};

/** What an output has now and then: showing it always would make another resource of it. */
const seldom =
  /spot|capacity|delet|fail|error|reason|outpost|lifecycle|carrier|custom|external|master|replica|sriov|kernel|ramdisk|platform|public|ipv6|elastic|secondary|stream|import|renewal|acme|signing|layer|image|next|token|suspend|manage[dr]/i;

const placeholder = (member: string, shape: Extract<Shape, { kind: 'scalar' }>): JsonValue | undefined => {
  if (shape.scalar === 'boolean') return /^(Is|Default)/.test(member) ? false : undefined;
  if (shape.scalar === 'number') return /(Size|Count|Version)$/i.test(member) ? 1 : undefined;
  if (/(Time|Date|Timestamp|LastModified|CreatedAt)$/i.test(member)) return '2026-05-04T03:02:01+00:00';
  if (/^OwnerId$/i.test(member)) return account;
  if (/Id$/.test(member)) return madeUpId(member);
  return shape.values?.[0] ?? (/(State|Status)$/i.test(member) ? 'available' : `made-up-${member.toLowerCase()}`);
};

/** What else an output has, and nobody sets: ids of others, states, times. */
const readOnly = ({ type }: Live, shape: Shape): JsonObject =>
  Object.fromEntries(
    [...memberShapes(shape)].flatMap(([member, inner]): [string, JsonValue][] => {
      if (shape.kind !== 'structure' || seldom.test(member) || /arn$/i.test(member)) return [];
      if (memberFor(member, Object.keys(type.properties), type.name) !== undefined) return [];
      if (inner.kind === 'structure' && /^(state|status)$/i.test(member)) return [[member, readOnlyIn(inner)]];
      const value = inner.kind === 'scalar' ? placeholder(member, inner) : undefined;
      return value === undefined ? [] : [[member, value]];
    }),
  );

const readOnlyIn = (shape: Shape): JsonObject =>
  Object.fromEntries(
    [...memberShapes(shape)].flatMap(([member, inner]): [string, JsonValue][] => {
      const value = inner.kind === 'scalar' && !seldom.test(member) ? placeholder(member, inner) : undefined;
      return value === undefined ? [] : [[member, value]];
    }),
  );

export type Shown = { readonly live: Live; readonly place: Place; readonly value: JsonObject };

/** One resource as the main operation shows it. */
export const describedBy = (live: Live, place: Place): Shown | undefined => {
  const by = { owner: live.type.name, document: percentEncoded(place.service) };
  const value = fill(place.shape, live.properties, live.type.name, by);
  const own = identity(live, place.shape);
  const whole = { ...readOnly(live, place.shape), ...own, ...(isObject(value) ? value : {}), ...amended(live) };
  return Object.keys(whole).length > 0 ? { live, place, value: whole } : undefined;
};

const wrapped = (path: Place['path'], items: readonly JsonValue[]): JsonValue => {
  const [step, ...rest] = path;
  if (!step) return items[0] ?? null;
  const inner = rest.length > 0 ? [wrapped(rest, items)] : items;
  return { [step.member]: step.isList ? inner : (inner[0] ?? null) };
};

const isList = ({ path }: Place) => path.some((step) => step.isList);

const nameIn = (live: Live) =>
  live.ref
    .split('|')[0]
    ?.split('/')
    .at(-1)
    ?.replaceAll(/[^A-Za-z0-9._-]/g, '-') ?? live.logicalId;

/** Lists show all resources of a type at once; what is got one by one is a file each, called by the command and the resource. */
const filesOf = (shown: readonly Shown[]): readonly File[] =>
  [
    ...Map.groupBy(
      shown,
      ({ place }) => `${place.service} ${place.operation.command} ${place.path.map(({ member }) => member).join('.')}`,
    ).values(),
  ].flatMap((each) => {
    const [first] = each;
    if (!first) return [];
    const { place } = first;
    const file = (name: string) => `${place.service}/${place.operation.command}${name}.json`;
    if (isList(place))
      return [
        {
          file: file(`-${bare(place.path.map(({ member }) => member).join(''))}`),
          content: wrapped(
            place.path,
            each.map(({ value }) => value),
          ),
        },
      ];
    return each.map(({ live, value }) => ({ file: file(`.${nameIn(live)}`), content: wrapped(place.path, [value]) }));
  });

/** The rest of a property's leaves, once something showed some. */
const isShown = (tree: Tree) => leavesOf(tree).some((each) => each.shown);

export type Part = {
  readonly live: Live;
  readonly property: string;
  readonly service: string;
  readonly command: string;
  readonly content: JsonObject;
  readonly output: Shape;
};

/** Properties that have an operation of their own. */
export const partsOf = (live: Live, models: Models): readonly Part[] =>
  [...live.properties.fields].flatMap(([property, tree]): Part[] => {
    if (isShown(tree) || leavesOf(tree).length === 0) return [];
    for (const { service, operation } of partPlaces(live.type, property, models)) {
      const by = { owner: property, document: percentEncoded(service) };
      const whole: ObjectNode = object([[property, tree]]);
      // The whole property under a name of its own, or what is in it right away.
      const content =
        tree.kind === 'object'
          ? (fill(operation.output, tree, property, by) ?? fill(operation.output, whole, property, by))
          : fill(operation.output, whole, property, by);
      if (isObject(content) && Object.keys(content).length > 0)
        return [{ live, property, service, command: operation.command, content, output: operation.output }];
    }
    return [];
  });

const places = new WeakMap<Models, Map<string, Place | undefined>>();

export const placeOf = (live: Live, models: Models): Place | undefined => {
  const known = places.get(models) ?? new Map<string, Place | undefined>();
  places.set(models, known);
  if (!known.has(live.type.type)) known.set(live.type.type, mainPlace(live.type, models));
  return known.get(live.type.type);
};

/**
 * What `aws … describe-…` prints, in the shapes of botocore's service models. What CloudFormation and the API say in different ways altogether is
 * written by hand, after AWS's own examples: see by-hand.ts.
 */
export const awsCli =
  (models: Models): Renderer =>
  (live) => {
    const hand = byHand(live);
    const rest = live.filter((each) => !hand.taken.has(each));
    const shown = rest.flatMap((each) => {
      const place = placeOf(each, models);
      const value = place && describedBy(each, place);
      return value ? [value] : [];
    });
    const parts = live.filter((each) => !hand.complete.has(each)).flatMap((each) => partsOf(each, models));
    return [
      ...hand.files,
      ...filesOf(shown),
      ...parts.map(({ live: each, service, command, content }) => ({
        file: `${service}/${command}.${nameIn(each)}.json`,
        content,
      })),
    ];
  };
