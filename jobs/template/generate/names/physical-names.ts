import type { Finding } from '#schemas/findings.ts';
import type { JsonObject, JsonValue } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { TemplateParameter } from '#shared/cloudformation/template.ts';
import type { Claims } from '../assembly/logical-id.ts';
import type { Parameters } from '../assembly/parameters.ts';
import type { Placed } from '../assembly/placed.ts';
import { mapObject } from '../assembly/references.ts';
import { pascalCase } from '../assembly/words.ts';
import { expectedTypes } from '../wiring/expected-types.ts';
import type { Home } from '../wiring/home.ts';
import { type Stretch, type TextPlace, withParameters } from '../wiring/parameter-text.ts';
import { isProse } from '../wiring/place.ts';
import { type KnownName, knownNames } from './known-names.ts';
import { type Reach, reachOf, type Writer, writerOf } from './log-groups.ts';
import { indexNames, type Mention, mentionsIn, type NameIndex } from './mentions.ts';
import { isGloballyUnique, nameRule } from './name-rule.ts';

/** A name that is left to CloudFormation. */
export type LeftOutName = { readonly logicalId: string; readonly property: string };

export type Named = {
  readonly resources: readonly Placed[];
  readonly parameters: Parameters;
  readonly leftOut: readonly LeftOutName[];
  readonly findings: readonly Finding[];
  /** The parameter by which a resource says another's name. */
  readonly saidBy: (from: string, to: string) => string | undefined;
};

type Context = {
  readonly registry: Registry;
  readonly home: Home;
  readonly claims: Claims;
  /** How many parameters the template has room for. */
  readonly room: number;
};

/** What is known of a name after everything was read. */
type Usage = { readonly sure: Set<string>; readonly unsure: Set<string> };

type Finder = (text: string, place: TextPlace) => readonly Mention[];

/** Finds mentions in the texts of one resource, but in its own name and in words for people. */
const finderIn = (placed: Placed, own: KnownName | undefined, index: NameIndex, registry: Registry): Finder => {
  const type = registry.type(placed.mapped.type);
  return (text, place) => {
    const isOwn = place.path.length === 1 && place.path[0] === own?.own.property;
    if (isOwn || isProse(place.path)) return [];
    return mentionsIn(text, { ...place, expected: expectedTypes(type, place.path) }, index);
  };
};

const usageOf = (finders: ReadonlyMap<Placed, Finder>): Map<KnownName, Usage> => {
  const usage = new Map<KnownName, Usage>();
  for (const [placed, find] of finders) {
    withParameters(placed.properties, (text, place) => {
      for (const { name, at } of find(text, place)) {
        const known = usage.get(name) ?? { sure: new Set(), unsure: new Set() };
        (at ? known.sure : known.unsure).add(placed.logicalId);
        usage.set(name, known);
      }
      return [];
    });
  }
  return usage;
};

const kindOf = ({ placed }: KnownName): string => placed.mapped.type.split('::').slice(1).join(' ');

const parameterFor = (names: readonly KnownName[]): TemplateParameter => {
  const kinds = [...new Set(names.map(kindOf))].join(' and ');
  const isTaken = names.some(({ placed }) => isGloballyUnique(placed));
  const value = names[0]?.own.value ?? '';
  const says = isTaken
    ? `Name of the ${kinds} that was ${value}: no two in AWS have the same`
    : `Name of the ${kinds}: give another where ${value} is still there`;
  return { Type: 'String', Description: says, ...(isTaken ? {} : { Default: value }) };
};

/** The name of a secret is none: a parameter called …SecretName would be taken for one. */
const parameterName = ([first, ...others]: readonly KnownName[]): string => {
  const stem = others.length === 0 ? first?.placed.logicalId : pascalCase(first?.own.value ?? '');
  return `${(stem ?? '').slice(0, 200)}Name`.replace(/^(?=\d)/, 'N').replace(/(?:Name|Secret)Name$/, 'Name');
};

const unsureFinding = (name: KnownName, parameter: string, places: ReadonlySet<string>): Finding => ({
  rule: 'name-said-elsewhere',
  severity: 'INFO',
  logicalId: name.placed.logicalId,
  message: `${[...places].sort().slice(0, 5).join(', ')} may mean ${name.placed.logicalId} by ${name.own.value}, so it keeps that name, as the parameter ${parameter}.`,
  hint: `If you give ${parameter} another value, look at ${places.size === 1 ? 'that place' : 'those places'} as well.`,
});

const noRoom = (names: readonly KnownName[]): Finding => ({
  rule: 'names-kept',
  severity: 'INFO',
  message: `${names.length} resources keep the names they had, because a template has room for 200 parameters only: ${names
    .slice(0, 5)
    .map(({ placed }) => placed.logicalId)
    .join(', ')}${names.length > 5 ? ' …' : ''}.`,
  hint: 'Change the names where the originals are still there.',
});

/** A log group that a service is told to write to needs no name that the service knows by itself. */
const isToldOf = (name: KnownName, index: NameIndex, reach: Reach): boolean => {
  const writer = writerOf(name, index.byValue);
  return writer !== undefined && reach.names(writer.name.placed.logicalId, name.placed.logicalId);
};

type Follower = { readonly name: KnownName; readonly writer: Writer; readonly byReference: boolean };

/** Log groups that services write to on their own are called after the resource, whatever it is called. */
const followersOf = (names: readonly KnownName[], index: NameIndex, reach: Reach): Follower[] =>
  names.flatMap((name) => {
    const writer = writerOf(name, index.byValue);
    if (!writer) return [];
    const [from, to] = [writer.name.placed.logicalId, name.placed.logicalId];
    return reach.names(from, to) ? [] : [{ name, writer, byReference: !reach.needs(from, to) }];
  });

const without = (properties: JsonObject, property: string): JsonObject =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => name !== property));

const withName = (properties: JsonObject, property: string, value: JsonValue): JsonObject =>
  mapObject(properties, (item, name) => (name === property ? value : item));

/**
 * Frees resources that are to be made anew from the names they had, which the originals still have: a name that nothing says is left to CloudFormation;
 * one that is said somewhere, must be given or is looked up by people becomes a parameter, and what says it follows.
 */
export const physicalNames = (resources: readonly Placed[], { registry, home, claims, room }: Context): Named => {
  const all = knownNames(resources, registry);
  const rules = new Map(all.map((name) => [name, nameRule(name.placed, name.own, registry)]));
  const names = all.filter((name) => rules.get(name) !== 'kept');
  const index = indexNames(names, home.account);
  const ownOf = new Map(names.map((name) => [name.placed, name]));
  const finders = new Map(resources.map((each) => [each, finderIn(each, ownOf.get(each), index, registry)]));
  const usage = usageOf(finders);

  const reach = reachOf(resources);
  const followers = new Map(followersOf(names, index, reach).map((each) => [each.name, each]));
  const saidByFollower = new Set(
    [...followers.values()].filter((each) => !each.byReference).map(({ writer }) => writer.name),
  );
  const isSaid = (name: KnownName) => usage.has(name) || saidByFollower.has(name);
  const isAsked = (name: KnownName) => isSaid(name) || (rules.get(name) === 'asked' && !isToldOf(name, index, reach));
  const wanted = names.filter((name) => !followers.has(name) && isAsked(name));
  const groups = [...Map.groupBy(wanted, ({ own }) => own.value).values()].sort(
    (a, b) => Number(b.some(isSaid)) - Number(a.some(isSaid)),
  );

  const parameters = new Map<string, TemplateParameter>();
  const parameterOf = new Map<KnownName, string>();
  for (const group of groups.slice(0, room)) {
    const id = claims.claim(parameterName(group));
    parameters.set(id, parameterFor(group));
    for (const name of group) parameterOf.set(name, id);
  }

  const leftOut: LeftOutName[] = [];
  const own = (placed: Placed, properties: JsonObject): JsonObject => {
    const name = ownOf.get(placed);
    if (!name) return properties;
    const follower = followers.get(name);
    const parameter = parameterOf.get(name);
    const { property } = name.own;
    if (follower) {
      const { writer, byReference } = follower;
      const to = byReference ? writer.name.placed.logicalId : parameterOf.get(writer.name);
      return to === undefined ? properties : withName(properties, property, { 'Fn::Sub': `${writer.prefix}\${${to}}` });
    }
    if (parameter !== undefined) return withName(properties, property, { Ref: parameter });
    if (isAsked(name)) return properties;
    leftOut.push({ logicalId: placed.logicalId, property });
    return without(properties, property);
  };

  const said = new Map<string, string>();
  const stretches =
    (placed: Placed, find: Finder) =>
    (text: string, place: TextPlace): Stretch[] => {
      const found = find(text, place).flatMap(({ name, at }) => {
        const parameter = parameterOf.get(name);
        if (!at || parameter === undefined) return [];
        said.set(`${placed.logicalId} ${name.placed.logicalId}`, parameter);
        return [{ ...at, parameter }];
      });
      const once = new Map(found.map((each) => [each.start, each]));
      return [...once.values()].sort((a, b) => a.start - b.start);
    };
  const changed = [...finders].map(([placed, find]) => {
    const properties = withParameters(placed.properties, stretches(placed, find));
    return { ...placed, properties: own(placed, properties) };
  });

  const findings = [...usage].flatMap(([name, { unsure }]) => {
    const parameter = parameterOf.get(name);
    return unsure.size > 0 && parameter !== undefined ? [unsureFinding(name, parameter, unsure)] : [];
  });
  const kept = groups.slice(room).flat();
  return {
    resources: changed,
    parameters: Object.fromEntries(parameters),
    leftOut,
    findings: kept.length > 0 ? [...findings, noRoom(kept)] : findings,
    saidBy: (from, to) => said.get(`${from} ${to}`),
  };
};
