import type { JsonValue } from '#schemas/json.ts';
import type { Registry, ResourceType } from '#shared/cloudformation/resource-type.ts';
import type { Placed } from '../assembly/placed.ts';

/** The name by which AWS knows a resource, that is chosen when it is created. */
export type OwnName = { readonly property: string; readonly value: string; readonly isRequired: boolean };

/** Names that are called neither after their type nor Name. */
const unusual: Readonly<Record<string, string>> = {
  'AWS::Cognito::UserPoolDomain': 'Domain',
  'AWS::EC2::SecurityGroup': 'GroupName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
};

/** A subscription's identifying TopicArn is another's: only what is called after the type itself, or refers to nothing, is its own. */
const candidates = ({ type, name, primaryIdentifier, properties }: ResourceType): string[] => {
  const named = [unusual[type] ?? `${name}Name`, 'Name'];
  const identifying = primaryIdentifier.filter(
    (each) => /(?:name|identifier|id)$/i.test(each) && !properties[each]?.refersTo,
  );
  return [...named, ...identifying].filter(
    (each) => properties[each]?.createOnly && properties[each].type.type === 'string',
  );
};

/** The property that holds the resource's own physical name, by what the registry says of its type; undefined if none does. */
export const ownName = ({ mapped, properties }: Placed, registry: Registry): OwnName | undefined => {
  const type = registry.type(mapped.type);
  const property = type && candidates(type).find((each) => isName(properties[each]));
  const value = property === undefined ? undefined : properties[property];
  if (type === undefined || property === undefined || !isName(value)) return undefined;
  return { property, value, isRequired: type.properties[property]?.required === true };
};

const isName = (value: JsonValue | undefined): value is string => typeof value === 'string' && value !== '';
