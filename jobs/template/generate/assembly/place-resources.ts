import type { Finding } from '#schemas/findings.ts';
import type { JsonObject } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { MappedResource, Trace } from '../mapped.ts';
import type { Home } from '../wiring/home.ts';
import { canonical, compare } from './canonical.ts';
import { derivedId, type Family, kinOf } from './derived-name.ts';
import type { Claims } from './logical-id.ts';
import type { Placed } from './placed.ts';
import { type Scope, scopeOf } from './scope.ts';
import { pascalCase } from './words.ts';

/** A resource with everything that decides its logical id, before it has one. */
type Candidate = {
  readonly mapped: MappedResource;
  readonly given?: string;
  readonly scope: Scope;
  readonly attributes: JsonObject;
};

export type Placement = {
  readonly placed: readonly Placed[];
  /** Logical ids that had to change, by the template in which they did. */
  readonly renamed: ReadonlyMap<Scope, ReadonlyMap<string, string>>;
  readonly findings: readonly Finding[];
};

const firstSource = ({ parts }: MappedResource): string =>
  parts.map(({ source }) => `${source.file}\u0000${source.pointer}`).sort(compare)[0] ?? '';

/** An order that does not depend on the order of files: type, name, id, then where it was found. */
const inOrder = (resources: readonly MappedResource[]): MappedResource[] =>
  resources
    .map((resource) => ({
      resource,
      key: [
        resource.type,
        resource.name ?? '',
        resource.ref ?? '',
        firstSource(resource),
        canonical(resource.properties),
      ].join('\u0001'),
    }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ resource }) => resource);

/** A part that gives several resources (a route table its routes) shares its logical id with the one that is of its type. */
const givenBy = (mapped: MappedResource) =>
  mapped.parts
    .filter((part) => part.logicalId !== undefined && (part.type === mapped.type || part.type === undefined))
    .sort((a, b) => compare(scopeOf(a.source), scopeOf(b.source)));

const candidate = (mapped: MappedResource): Candidate => {
  const [first] = givenBy(mapped);
  const attributes = mapped.parts.find((part) => part.attributes)?.attributes ?? {};
  if (first?.logicalId === undefined) return { mapped, scope: '', attributes };
  return { mapped, given: first.logicalId, scope: scopeOf(first.source), attributes };
};

const sameThing = (a: Candidate, b: Candidate): boolean =>
  a.mapped.type === b.mapped.type &&
  canonical(a.mapped.properties) === canonical(b.mapped.properties) &&
  canonical(a.attributes) === canonical(b.attributes);

const both = (a: Candidate, b: Candidate): Candidate => {
  const traces: readonly Trace[] = [...a.mapped.traces, ...b.mapped.traces];
  return { ...a, mapped: { ...a.mapped, parts: [...a.mapped.parts, ...b.mapped.parts], traces } };
};

/** Identical resources of the same logical id, as shared templates bring them, once. */
const onceEach = (candidates: readonly Candidate[]): Candidate[] => {
  const byId = new Map<string, Candidate[]>();
  const result: Candidate[] = [];
  for (const each of candidates) {
    if (each.given === undefined) {
      result.push(each);
      continue;
    }
    const there = byId.get(each.given) ?? [];
    const twin = there.findIndex((other) => sameThing(other, each));
    const known = there[twin];
    if (known) there[twin] = both(known, each);
    else there.push(each);
    byId.set(each.given, there);
  }
  return [...[...byId.values()].flat(), ...result];
};

const renamedFinding = (from: string, to: string, { mapped, scope }: Candidate): Finding => ({
  rule: 'logical-id-renamed',
  severity: 'INFO',
  logicalId: to,
  resourceType: mapped.type,
  message: `${from} in ${scope.slice(0, scope.lastIndexOf('#'))} is ${to} here, as another template in the drop uses ${from} for something else. References to it were changed with it.`,
  sources: mapped.parts.map(({ source }) => source),
});

const valid = (id: string): string => (/^[A-Za-z0-9]+$/.test(id) ? id : pascalCase(id) || 'Resource');

/** A chain of nameless resources is followed this far. */
const generations = 20;

/** Settles logical ids one by one; whom a nameless resource belongs to comes before it. */
class Naming {
  readonly #settled = new Map<MappedResource, string | undefined>();
  readonly #given: ReadonlyMap<MappedResource, string | undefined>;
  readonly #context: Omit<Family, 'idOf'> & { readonly claims: Claims };
  #depth = 0;

  constructor(candidates: readonly Candidate[], context: Omit<Family, 'idOf'> & { readonly claims: Claims }) {
    this.#given = new Map(candidates.map(({ mapped, given }) => [mapped, given]));
    this.#context = context;
    for (const { mapped, given } of candidates) if (given !== undefined) this.idOf(mapped);
  }

  /** Undefined only of a resource that is just being named: two that belong to each other. */
  readonly idOf = (resource: MappedResource): string | undefined => {
    if (this.#settled.has(resource)) return this.#settled.get(resource);
    if (this.#depth >= generations) return undefined;
    this.#settled.set(resource, undefined);
    this.#depth += 1;
    const given = this.#given.get(resource);
    const wanted = given === undefined ? derivedId(resource, { ...this.#context, idOf: this.idOf }) : valid(given);
    this.#depth -= 1;
    const id = this.#context.claims.claim(wanted);
    this.#settled.set(resource, id);
    return id;
  };
}

/** Gives every resource its logical id: the one it had in its template, or one made of its name. Unique, whatever the order of files. */
export const placeResources = (
  resources: readonly MappedResource[],
  { registry, home, claims }: { readonly registry: Registry; readonly home: Home; readonly claims: Claims },
): Placement => {
  const ordered = inOrder(resources);
  const candidates = onceEach(ordered.map(candidate)).sort(
    (a, b) => Number(a.given === undefined) - Number(b.given === undefined),
  );
  const naming = new Naming(candidates, { registry, home, claims, kin: kinOf(candidates.map(({ mapped }) => mapped)) });
  const renamed = new Map<Scope, Map<string, string>>();
  const findings: Finding[] = [];
  const placed = candidates.map((each): Placed => {
    const { mapped, given, attributes } = each;
    const logicalId = naming.idOf(mapped) ?? claims.claim('Resource');
    for (const part of givenBy(mapped)) {
      if (part.logicalId === undefined || part.logicalId === logicalId) continue;
      const scope = scopeOf(part.source);
      renamed.set(scope, (renamed.get(scope) ?? new Map()).set(part.logicalId, logicalId));
    }
    if (given !== undefined && given !== logicalId) findings.push(renamedFinding(given, logicalId, each));
    return { logicalId, mapped, properties: mapped.properties, attributes };
  });
  return { placed, renamed, findings };
};
