import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { StackEntry } from '#schemas/stacks.ts';
import { canonical } from '../../generate/assembly/canonical.ts';
import { mapObject, rewriteReferences } from '../../generate/assembly/references.ts';
import { type Resources, resourcesOf } from './resources.ts';

/** A template as it is, and the stack that it is for. */
export type StackTemplate = { readonly stack: StackEntry; readonly template: JsonObject };

const placeOf = ({ account, region }: StackEntry): string =>
  [region, account].filter((part) => part !== undefined).join(', ');

const sectionOf = (template: JsonObject, name: string): JsonObject => {
  const section = template[name];
  return isObject(section) ? section : {};
};

/** Logical ids as they are where only one stack has them, else with the stack's name. */
const naming = (templates: readonly StackTemplate[]) => {
  const counts = new Map<string, number>();
  for (const { template } of templates) {
    for (const id of Object.keys(sectionOf(template, 'Resources'))) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return (id: string, { name }: StackEntry): string => ((counts.get(id) ?? 0) > 1 ? `${id} (${name})` : id);
};

type Called = ReturnType<typeof naming>;

const renamed = (value: JsonValue | undefined, { stack, template }: StackTemplate, called: Called) => {
  const own = sectionOf(template, 'Resources');
  return rewriteReferences(value, (reference) =>
    Object.hasOwn(own, reference.id) ? { ...reference, id: called(reference.id, stack) } : undefined,
  );
};

const exportKey = (stack: StackEntry, name: JsonValue | undefined): string => `${placeOf(stack)} ${canonical(name)}`;

const exportsOf = (templates: readonly StackTemplate[], called: Called): ReadonlyMap<string, JsonValue> =>
  new Map(
    templates.flatMap((each) =>
      Object.values(sectionOf(each.template, 'Outputs')).flatMap((output): [string, JsonValue][] => {
        if (!isObject(output) || !isObject(output.Export)) return [];
        return [[exportKey(each.stack, output.Export.Name), renamed(output.Value, each, called) ?? null]];
      }),
    ),
  );

const resolved = (
  value: JsonValue | undefined,
  stack: StackEntry,
  exported: ReadonlyMap<string, JsonValue>,
): JsonValue | undefined => {
  if (Array.isArray(value)) return value.map((item) => resolved(item, stack, exported) ?? null);
  if (!isObject(value)) return value;
  const name = value['Fn::ImportValue'];
  const found = name === undefined ? undefined : exported.get(exportKey(stack, name));
  return found ?? mapObject(value, (item) => resolved(item, stack, exported));
};

/** The resources of several stacks as if they were in one: what is imported is referred to, and each says where it lives if not all live in one place. */
export const resourcesOfStacks = (templates: readonly StackTemplate[]): Resources => {
  const called = naming(templates);
  const exported = exportsOf(templates, called);
  const areSeveral = new Set(templates.map(({ stack }) => placeOf(stack))).size > 1;
  const places = new Map<string, string>();
  const merged = templates.flatMap((each) =>
    Object.entries(sectionOf(each.template, 'Resources')).map(([id, resource]): [string, JsonValue | undefined] => {
      const name = called(id, each.stack);
      places.set(name, placeOf(each.stack));
      return [name, resolved(renamed(resource, each, called), each.stack, exported)];
    }),
  );
  const all = resourcesOf({ Resources: Object.fromEntries(merged) });
  if (!areSeveral) return all;
  return new Map([...all].map(([id, resource]) => [id, { ...resource, place: places.get(id) ?? '' }]));
};
