import { fieldOf, itemsOf, list, type ObjectNode, object, type Tree, textOf } from './tree.ts';

/** A resource, on either side of the comparison. */
export type Side = { readonly type: string; readonly ref: string; readonly properties: ObjectNode };

type Fold = {
  /** The type whose resources may stand alone or in another. */
  readonly part: string;
  /** The type they are then in, and in which of its lists. */
  readonly whole: string;
  readonly list: string;
  /** The property that names the whole, left out in the list. */
  readonly by: string;
};

/** CloudFormation's two ways of saying one thing. */
const folds: readonly Fold[] = [
  {
    part: 'AWS::EC2::SecurityGroupIngress',
    whole: 'AWS::EC2::SecurityGroup',
    list: 'SecurityGroupIngress',
    by: 'GroupId',
  },
  {
    part: 'AWS::EC2::SecurityGroupEgress',
    whole: 'AWS::EC2::SecurityGroup',
    list: 'SecurityGroupEgress',
    by: 'GroupId',
  },
  { part: 'AWS::IAM::Policy', whole: 'AWS::IAM::Role', list: 'Policies', by: 'Roles' },
  { part: 'AWS::IAM::RolePolicy', whole: 'AWS::IAM::Role', list: 'Policies', by: 'RoleName' },
  { part: 'AWS::IAM::Policy', whole: 'AWS::IAM::User', list: 'Policies', by: 'Users' },
  { part: 'AWS::IAM::Policy', whole: 'AWS::IAM::Group', list: 'Policies', by: 'Groups' },
];

const owners = folds.map(({ by }) => by);

const withItems = (properties: ObjectNode, name: string, more: readonly Tree[]): ObjectNode =>
  object([...properties.fields, [name, list([...itemsOf(properties.fields.get(name)), ...more])]]);

const asItem = (part: ObjectNode): Tree => object([...part.fields].filter(([name]) => !owners.includes(name)));

/** Resources with those that may as well be part of another put there, so that both ways of writing compare as one. */
export const folded = <S extends Side>(sides: readonly S[]): readonly S[] => {
  const gone = new Set<S>();
  const added = new Map<S, [string, Tree][]>();
  for (const fold of folds) {
    const wholes = new Map(sides.filter(({ type }) => type === fold.whole).map((side) => [side.ref, side]));
    for (const part of sides) {
      if (part.type !== fold.part) continue;
      for (const name of itemsOf(fieldOf(part.properties, fold.by))) {
        const whole = wholes.get(textOf(name) ?? '');
        if (!whole) continue;
        gone.add(part);
        added.set(whole, [...(added.get(whole) ?? []), [fold.list, asItem(part.properties)]]);
      }
    }
  }
  return sides
    .filter((side) => !gone.has(side))
    .map((side) => ({
      ...side,
      properties: (added.get(side) ?? []).reduce((all, [name, item]) => withItems(all, name, [item]), side.properties),
    }));
};
