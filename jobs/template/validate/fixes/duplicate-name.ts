import { isObject, type JsonValue } from '#schemas/json.ts';
import { valueAt } from '../document/json-patch.ts';
import { tokensOf } from '../document/pointer.ts';
import type { Fixer } from './fix.ts';
import { remove } from './operation.ts';
import { resourceAt } from './schema.ts';

/** The conditions two resources depend on may exclude one another: then both may have the name. */
const conditionOf = (resource: JsonValue | undefined): string | undefined =>
  isObject(resource) && typeof resource.Condition === 'string' ? resource.Condition : undefined;

export const duplicateName: Fixer = {
  name: 'duplicate-name',
  mends:
    'A name that several resources of a type want, which only one can have. The first keeps it, CloudFormation names the others, as it does wherever no name is given',
  rules: ['E3019'],
  fix({ finding, pointer }, { template, registry }) {
    const [section, id = '', , name = '', ...deeper] = tokensOf(pointer);
    const [, name_, list = ''] =
      /^Primary identifiers \{'([^']+)': '[^']*'\} should have unique values across the resources \{(.+)\}$/.exec(
        finding.message,
      ) ?? [];
    if (section !== 'Resources' || name_ !== name || deeper.length > 0 || !isObject(template.Resources))
      return undefined;
    const others = [...list.matchAll(/'([^']+)'/g)].map(([, one]) => one);
    const inOrder = Object.keys(template.Resources).filter((one) => others.includes(one));
    const known = resourceAt(template, registry, tokensOf(pointer));
    if (!known || known.properties[name]?.required || !inOrder.includes(id)) return undefined;
    const [first = '', ...rest] = inOrder;
    const paths = rest.map((one) => `/Resources/${one}/Properties/${name}`);
    const condition = conditionOf(template.Resources[first]);
    const areAlike = rest.every((one) => conditionOf(valueAt(template, `/Resources/${one}`)) === condition);
    if (paths.length === 0 || !areAlike || paths.some((path) => typeof valueAt(template, path) !== 'string'))
      return undefined;
    return {
      patch: paths.map(remove),
      description: `${name} '${valueAt(template, pointer)}' removed from ${rest.join(', ')}: only one can have it, the first keeps it`,
      gone: paths,
    };
  },
};
