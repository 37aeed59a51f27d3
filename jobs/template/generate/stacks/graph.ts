import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Placed } from '../assembly/placed.ts';
import { eachReference, type Reference } from '../assembly/references.ts';
import { usedBy } from '../import/unused.ts';
import { yamlBytes } from './yaml-bytes.ts';

/** A resource with all that it takes along into its stack, and what it refers to that may lie in another. */
export type Node = {
  readonly placed: Placed;
  /** What its references are in: its properties and attributes. */
  readonly body: JsonObject;
  /** References to other resources, each once. */
  readonly references: readonly Reference[];
  /** Ids that it depends on without a reference. */
  readonly after: readonly string[];
  /** Resources that it must share a stack with: no export can stand for what it says of them. */
  readonly bound: readonly string[];
  readonly parameters: ReadonlySet<string>;
  readonly mappings: ReadonlySet<string>;
  /** Its size in the template, roughly. */
  readonly bytes: number;
};

/** What a reference returns, as a key. */
export const keyOf = ({ id, attribute }: Reference): string => (attribute === undefined ? id : `${id}.${attribute}`);

export const dependsOn = ({ attributes }: Placed): string[] => {
  const after = attributes.DependsOn;
  const list: readonly JsonValue[] = Array.isArray(after) ? after : after === undefined ? [] : [after];
  return list.filter((id) => typeof id === 'string');
};

/** The id that `Fn::GetAtt` names where the attribute is computed; an export is of an attribute that is known. */
const computed = (value: JsonValue | undefined): string | undefined =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] !== 'string' ? value[0] : undefined;

/** Exports are texts: what takes a list of another resource's stays with it. */
const listOf = (value: JsonValue | undefined): string | undefined => {
  const list = Array.isArray(value) ? value[1] : undefined;
  if (!isObject(list)) return undefined;
  const attribute = list['Fn::GetAtt'];
  if (typeof attribute === 'string') return attribute.split('.')[0];
  return Array.isArray(attribute) && typeof attribute[0] === 'string' ? attribute[0] : undefined;
};

const inexportable = (value: JsonValue | undefined, found: Set<string>): void => {
  if (Array.isArray(value)) for (const item of value) inexportable(item, found);
  if (!isObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    const id =
      key === 'Fn::GetAtt' ? computed(item) : key === 'Fn::Join' || key === 'Fn::Select' ? listOf(item) : undefined;
    if (id !== undefined) found.add(id);
    inexportable(item, found);
  }
};

const isServerless = ({ mapped }: Placed): boolean => mapped.type.startsWith('AWS::Serverless::');

/** The resources of one account and Region as a graph: who refers to whom. `sections` are the template's others. */
export const graphOf = (resources: readonly Placed[], sections: JsonObject): readonly Node[] => {
  const byId = new Map(resources.map((placed) => [placed.logicalId, placed]));
  const declared = isObject(sections.Parameters) ? sections.Parameters : {};
  const ids = resources.filter(isServerless).map(({ logicalId }) => logicalId);
  const maker = (id: string) => ids.find((own) => id.startsWith(own));
  return resources.map((placed) => {
    const { DependsOn: _, ...attributes } = placed.attributes;
    const body: JsonObject = { ...attributes, Properties: placed.properties };
    const found = new Map<string, Reference>();
    const bound = new Set<string>();
    inexportable(body, bound);
    eachReference(body, (reference) => {
      const { id } = reference;
      const to = byId.get(id);
      if (to && id !== placed.logicalId) found.set(keyOf(reference), reference);
      // What a transform makes of a resource is in that resource's stack, and its events name their source there.
      const made = to || Object.hasOwn(declared, id) ? undefined : maker(id);
      if (made !== undefined) bound.add(made);
      if (to && isServerless(to) && isServerless(placed)) bound.add(id);
    });
    const used = usedBy([body], sections);
    return {
      placed,
      body,
      references: [...found.values()],
      after: dependsOn(placed).filter((id) => byId.has(id) && id !== placed.logicalId),
      bound: [...bound].filter((id) => byId.has(id) && id !== placed.logicalId),
      parameters: new Set([...used.parameters].filter((id) => Object.hasOwn(declared, id))),
      mappings: used.mappings,
      bytes: yamlBytes({ [placed.logicalId]: body, Type: placed.mapped.type }, 1),
    };
  });
};
