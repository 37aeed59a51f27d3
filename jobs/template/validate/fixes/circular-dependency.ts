import type { JsonPatchOperation } from '#schemas/findings.ts';
import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import type { Fix, Fixer } from './fix.ts';
import { add, remove } from './operation.ts';
import { freeName, renamedReferences } from './references.ts';

type Edge = { readonly from: string; readonly to: string };

const pathOf = (id: string): string => `/Resources/${id}`;

/** Whether a value refers to a resource other than by DependsOn. */
const refersTo = (value: JsonValue | undefined, id: string): boolean =>
  !renamedReferences(value, id, `${id}x`).next().done;

const dependsOn = (template: JsonObject, { from, to }: Edge): readonly string[] | undefined => {
  const value = valueAt(template, `${pathOf(from)}/DependsOn`);
  const list = Array.isArray(value) ? value : [value];
  return list.includes(to) ? list.filter((one) => typeof one === 'string') : undefined;
};

/** A DependsOn that alone holds a circle together, when all else in it are references, which have to stay. */
const byDependsOn = (template: JsonObject, edges: readonly Edge[]): Fix | undefined => {
  const bare = edges.filter(({ from, to }) => !refersTo(valueAt(template, `${pathOf(from)}/Properties`), to));
  const [edge] = bare;
  const list = edge && bare.length === 1 ? dependsOn(template, edge) : undefined;
  if (!edge || !list) return undefined;
  const path = `${pathOf(edge.from)}/DependsOn`;
  const description = `DependsOn ${edge.to} removed from ${edge.from}: by its references ${edge.to} has to come later`;
  if (list.length === 1) return { patch: [{ op: 'remove', path }], description, gone: [path] };
  return { patch: [{ op: 'remove', path: `${path}/${list.indexOf(edge.to)}` }], description, gone: [path] };
};

const rules = [
  { property: 'SecurityGroupIngress', mayBeEmpty: true },
  // A group without a rule for what goes out lets everything out: the last one has to stay.
  { property: 'SecurityGroupEgress', mayBeEmpty: false },
];

/** The rules of a security group that refer to a resource, each made a resource of its own. */
const ownRules = (template: JsonObject, { from, to }: Edge): Fix | undefined => {
  const group = valueAt(template, pathOf(from));
  if (!isObject(group) || group.Type !== 'AWS::EC2::SecurityGroup' || !isObject(group.Properties)) return undefined;
  const moved = rules.flatMap(({ property, mayBeEmpty }) => {
    const list = valueAt(template, `${pathOf(from)}/Properties/${property}`);
    const items = Array.isArray(list) ? [...list.entries()].filter(([, one]) => refersTo(one, to)) : [];
    const isAll = Array.isArray(list) && items.length === list.length;
    return [
      {
        property,
        items,
        isAll,
        fits:
          items.every(([, one]) => isObject(one) && !Object.keys(one)[0]?.startsWith('Fn::')) && (mayBeEmpty || !isAll),
      },
    ];
  });
  const rest = Object.entries(group.Properties).filter(([name]) => !rules.some(({ property }) => property === name));
  const found = moved.filter(({ items }) => items.length > 0);
  if (found.length === 0 || found.some(({ fits }) => !fits) || refersTo(Object.fromEntries(rest), to)) return undefined;
  const patch: JsonPatchOperation[] = [];
  const gone: string[] = [];
  const names: string[] = [];
  for (const { property, items, isAll } of found) {
    const base = `${pathOf(from)}/Properties/${property}`;
    for (const [index, item] of items) {
      const name = freeName(
        `${from}${property.replace('SecurityGroup', '')}${to === from ? 'Self' : to}${index === 0 ? '' : index + 1}`,
        template,
      );
      names.push(name);
      const value = {
        Type: `AWS::EC2::${property}`,
        ...(typeof group.Condition === 'string' && { Condition: group.Condition }),
        Properties: { GroupId: { 'Fn::GetAtt': [from, 'GroupId'] }, ...(isObject(item) ? item : {}) },
      };
      patch.push(add(pathOf(name), value));
    }
    const paths = isAll ? [base] : items.toReversed().map(([index]) => `${base}/${index}`);
    patch.push(...paths.map((path) => remove(path)));
    gone.push(...paths);
  }
  return {
    patch,
    description: `Rules of ${from} that refer to ${to} made resources of their own (${names.join(', ')}): else each waits for the other`,
    gone,
  };
};

export const circularDependency: Fixer = {
  name: 'circular-dependency',
  mends: 'A circle of dependencies that can be opened without a change of what is made',
  rules: ['F3004', 'E3004'],
  fix({ finding }, { template }) {
    const ids = /Circular dependency with \[(.+)\]$/.exec(finding.message)?.[1]?.split(' -> ') ?? [];
    const order = isObject(template.Resources) ? Object.keys(template.Resources) : [];
    const edges = ids
      .slice(0, -1)
      .map((from, at) => ({ from, to: ids[at + 1] ?? '' }))
      .toSorted((a, b) => order.indexOf(b.from) - order.indexOf(a.from));
    if (edges.length === 0 || edges.some(({ from }) => !order.includes(from))) return undefined;
    const split = () => edges.reduce<Fix | undefined>((found, edge) => found ?? ownRules(template, edge), undefined);
    return byDependsOn(template, edges) ?? split();
  },
};
