import type { ResourceType } from '#shared/cloudformation/resource-type.ts';
import type { Models, Operation, Service } from './botocore.ts';
import { bare, contains, memberFor, sameNoun, stemOf } from './likeness.ts';
import type { Shape } from './shape.ts';

/** Where an operation's output has a resource: through members and lists (`Reservations[].Instances[]`). */
export type Place = {
  readonly service: string;
  readonly operation: Operation;
  readonly path: readonly { readonly member: string; readonly isList: boolean }[];
  readonly shape: Shape;
};

type Found = { readonly path: Place['path']; readonly shape: Shape };

const placesIn = (shape: Shape, path: Place['path'] = []): readonly Found[] => {
  if (shape.kind !== 'structure') return [];
  return [...shape.members()].flatMap(([member, inner]): Found[] => {
    const isList = inner.kind === 'list';
    const item = inner.kind === 'list' ? inner.item() : inner;
    if (item.kind === 'scalar' || item.kind === 'list') return [];
    if (item.kind === 'map') return item.keys ? [{ path: [...path, { member, isList }], shape: item }] : [];
    const here = [...path, { member, isList }];
    return [{ path: here, shape: item }, ...(path.length < 1 ? placesIn(item, here) : [])];
  });
};

const memberNames = (shape: Shape): readonly string[] =>
  shape.kind === 'structure' ? [...shape.members().keys()] : shape.kind === 'map' ? (shape.keys ?? []) : [];

const nounOf = (operation: string) => operation.replace(/^(Describe|Get|List|BatchGet|BatchDescribe)/, '');

const nameScore = (type: ResourceType, operation: Operation, { path, shape }: Found): number => {
  const noun = nounOf(operation.name).replace(/Attributes$/, '');
  const last = path.at(-1)?.member ?? '';
  const shapeName = shape.kind === 'structure' ? shape.name : '';
  const same = (name: string) => sameNoun(name, type.name);
  return (
    (same(noun) ? 1 : 0) +
    (same(last) ? 0.6 : 0) +
    (same(shapeName) ? 0.6 : 0) +
    (contains(noun, type.name) ? 0.2 : 0) -
    0.1 * path.length
  );
};

const share = (type: ResourceType, shape: Shape): number => {
  const names = memberNames(shape);
  const properties = Object.keys(type.properties);
  const matched = properties.filter((name) => memberFor(name, names, type.name, 3) !== undefined).length;
  return properties.length === 0 ? 0 : matched / Math.min(properties.length, 12);
};

const mainPlaces = (type: ResourceType, services: readonly Service[]) =>
  services.flatMap(({ id, operations }) =>
    operations.flatMap((operation) =>
      [...placesIn(operation.output), { path: [], shape: operation.output }].flatMap((found) => {
        const name = operation.name === elsewhere[type.type] ? 2 : nameScore(type, operation, found);
        const part = share(type, found.shape);
        if (name < 0.5 || part < 0.15) return [];
        return [{ score: name + Math.min(part, 1.5), place: { service: id, operation, ...found } satisfies Place }];
      }),
    ),
  );

/** Where another operation than the one called like the type shows what a template says. */
const elsewhere: Readonly<Record<string, string>> = {
  'AWS::EC2::LaunchTemplate': 'DescribeLaunchTemplateVersions',
  'AWS::Events::Rule': 'DescribeRule',
  'AWS::IoT::Policy': 'GetPolicy',
};

/** The place in the API's outputs that shows most of a resource of that type; undefined if none shows it. */
export const mainPlace = (type: ResourceType, models: Models): Place | undefined =>
  mainPlaces(type, models.of(type.type)).sort((a, b) => b.score - a.score)[0]?.place;

/** Operations that show one more property of a resource: get-bucket-versioning, describe-continuous-backups. */
export const partPlaces = (
  type: ResourceType,
  property: string,
  models: Models,
): readonly { readonly service: string; readonly operation: Operation }[] => {
  const wanted = stemOf(property, type.name);
  return models.of(type.type).flatMap(({ id, operations }) =>
    operations
      .filter(({ name, required, output }) => {
        const [only, second] = required;
        if (only === undefined || second !== undefined || output.kind !== 'structure') return false;
        if (!contains(only, type.name) && !contains(nounOf(name), type.name)) return false;
        const noun = bare(nounOf(name)).replace(bare(type.name), '');
        return stemOf(noun, type.name) === wanted && wanted !== '';
      })
      .map((operation) => ({ service: id, operation })),
  );
};
