import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import { eachReference } from '../assembly/references.ts';
import type { WantedReference } from './tool.ts';

/** What may be referred to: type by logical id, of the drop's resources and of those that a request brings. */
export type Names = {
  readonly types: ReadonlyMap<string, string>;
  /** Inside of a function that was judged already. */
  readonly areChecked?: boolean;
};

/** Functions that only put together what is there. */
const harmless = new Set([
  'Ref',
  'Fn::GetAtt',
  'Fn::Sub',
  'Fn::Join',
  'Fn::Select',
  'Fn::Split',
  'Fn::GetAZs',
  'Fn::Base64',
]);

const pseudo = /^AWS::(AccountId|Partition|Region|StackId|StackName|URLSuffix|NoValue)$/;

function* callsIn(value: JsonValue | undefined): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* callsIn(item);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) {
      yield key;
      yield* callsIn(item);
    }
}

const whyNot = (id: string, attribute: string | undefined, { types }: Names, registry: Registry) => {
  if (attribute === undefined && pseudo.test(id)) return undefined;
  const type = types.get(id);
  if (type === undefined) return `there is no resource ${id.slice(0, 80)}`;
  const known = attribute === undefined ? undefined : registry.type(type);
  if (!known || attribute === undefined || known.attributes.includes(attribute)) return undefined;
  return `${type} has no attribute ${attribute.slice(0, 80)}`;
};

/** Why an intrinsic function that a model wrote is not taken: one that we don't know to be harmless, or a name that nothing has. */
export const whyNoReference = (value: JsonObject, names: Names, registry: Registry): string | undefined => {
  const other = [...callsIn(value)].find((key) => !harmless.has(key));
  if (other !== undefined) return `${other.slice(0, 80)} is no function that a request may bring`;
  const reasons: string[] = [];
  eachReference(value, ({ id, attribute }) => {
    const why = whyNot(id, attribute, names, registry);
    if (why !== undefined) reasons.push(why);
  });
  return reasons[0];
};

export const asReference = ({ logicalName, attribute }: WantedReference): JsonObject =>
  attribute === undefined || attribute === '' || attribute === 'Ref'
    ? { Ref: logicalName }
    : { 'Fn::GetAtt': [logicalName, attribute] };
