import type { JsonObject } from '#schemas/json.ts';
import type { Live } from '../live.ts';
import { shownObject } from '../tree.ts';
import type { Renderer } from './dialect.ts';

/** What can only be read and identifies the resource, as the read handlers of the registry return it. */
export const readOnlyOf = ({ type, properties, attribute }: Live): JsonObject =>
  Object.fromEntries(
    [...new Set([...type.primaryIdentifier, ...type.attributes.filter((name) => /Arn$|Id$|Url$|Name$/.test(name))])]
      .filter((name) => !name.includes('.') && !properties.fields.has(name))
      .map((name) => [name, attribute(name)]),
  );

const describedAs = (live: Live): JsonObject => ({
  Identifier: live.type.primaryIdentifier.map((name) => live.attribute(name)).join('|'),
  Properties: JSON.stringify({ ...shownObject(live.properties), ...readOnlyOf(live) }),
});

/** `list-resources` where a type has many, `get-resource` where it has one. https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_GetResource.html */
export const cloudControl: Renderer = (live) =>
  [...Map.groupBy(live, ({ type }) => type.type)].map(([type, each], at) => {
    const descriptions = each.map(describedAs);
    const [only, second] = descriptions;
    const content =
      only && !second
        ? { TypeName: type, ResourceDescription: only }
        : { TypeName: type, ResourceDescriptions: descriptions };
    return { file: `cloudcontrol-${at}.json`, content };
  });
