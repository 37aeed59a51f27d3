import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { Template, TemplateResource } from '#shared/cloudformation/template.ts';
import { renderTemplate } from '#shared/yaml/render-template.ts';
import { compare } from './canonical.ts';
import type { Composed } from './compose.ts';
import { plural } from './header.ts';
import { layerOf } from './layers.ts';
import { orderProperties } from './order.ts';
import type { Placed } from './placed.ts';

/** A template as data and as text. */
export type Assembled = { readonly template: Template; readonly yaml: string };

const resourceOf = ({ mapped, properties, attributes }: Placed, registry: Registry): TemplateResource => ({
  Type: mapped.type,
  ...Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => compare(a, b))),
  ...(Object.keys(properties).length === 0
    ? {}
    : { Properties: orderProperties(properties, registry.type(mapped.type), mapped.name) }),
});

const transformsNeeded = (placed: readonly Placed[], registry: Registry, written: JsonValue | undefined) => {
  const needed = placed.map(({ mapped }) => registry.type(mapped.type)?.transform).filter((each) => each !== undefined);
  return written ?? (needed.length > 0 ? needed.sort(compare)[0] : undefined);
};

const present = (sections: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(sections).filter(
      ([, value]) => value !== undefined && !(isObject(value) && Object.keys(value).length === 0),
    ),
  );

const titlesOf = (ordered: readonly Placed[]): ReadonlyMap<string, string> => {
  const titles = new Map<string, string>();
  let last = '';
  for (const { logicalId, mapped } of ordered) {
    const { title } = layerOf(mapped.type);
    if (title !== last) titles.set(logicalId, title);
    last = title;
  }
  return titles;
};

/** Writes a template down. `header` stands above it, as comments. */
export const assemble = (
  { title, sections, resources }: Pick<Composed, 'title' | 'sections' | 'resources'>,
  registry: Registry,
  header: readonly string[],
): Assembled => {
  const { Description, Transform, Metadata, Parameters, Rules, Mappings, Conditions, Globals, Outputs } = sections;
  const Resources = Object.fromEntries(resources.map((each) => [each.logicalId, resourceOf(each, registry)]));
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    ...present({
      Description: Description ?? `${title}: ${plural(resources.length, 'resource')}`.slice(0, 1024),
      Transform: transformsNeeded(resources, registry, Transform),
      Metadata,
      Parameters,
      Rules,
      Mappings,
      Conditions,
      Globals,
    }),
    Resources,
    ...present({ Outputs }),
  } as const satisfies Template;
  return { template, yaml: renderTemplate(template, { header, titles: titlesOf(resources) }) };
};
