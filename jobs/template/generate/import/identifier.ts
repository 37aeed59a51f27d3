import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import type { ResourceType } from '#shared/cloudformation/resource-type.ts';
import type { MappedResource } from '../mapped.ts';

/** Values of the type's primary identifier, by property name, as `ResourceIdentifier` of an import takes them. */
export type Identifier = Readonly<Record<string, string>>;

type Seen = Pick<MappedResource, 'type' | 'properties' | 'returns' | 'ref' | 'parts'>;

const scalar = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

const at = (properties: JsonObject, path: string): string | undefined => {
  let value: JsonValue | undefined = properties;
  for (const name of path.split('.')) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return scalar(value);
};

const firstOf =
  (...names: readonly string[]) =>
  ({ properties }: Seen): string | undefined =>
    names.map((name) => at(properties, name)).find((value) => value !== undefined);

/** Identifying attributes that follow from properties of another name. */
const derived: Readonly<Record<string, (seen: Seen) => string | undefined>> = {
  'AWS::EC2::Route/CidrBlock': firstOf('DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'),
  'AWS::EC2::VPCGatewayAttachment/AttachmentType': ({ properties }) =>
    ({ igw: 'IGW', vgw: 'VGW' })[
      String(at(properties, 'InternetGatewayId') ?? at(properties, 'VpnGatewayId')).slice(0, 3)
    ],
};

/** The ARN under which the resource was found. */
const arnOf = ({ parts }: Seen): string | undefined =>
  parts
    .filter(({ dialect }) => dialect !== 'cloudformation')
    .flatMap(({ identifiers }) => identifiers)
    .find((each) => each.startsWith('arn:'));

const valueFor = (name: string, type: ResourceType, seen: Seen): string | undefined => {
  const direct = at(seen.properties, name) ?? seen.returns[name] ?? derived[`${type.type}/${name}`]?.(seen);
  if (direct !== undefined) return direct;
  if (type.primaryIdentifier.length > 1) return undefined;
  if (type.refIdentifier.length === 1 && type.refIdentifier[0] === name) return seen.ref;
  return /arn$/i.test(name) ? arnOf(seen) : undefined;
};

/** The values by which CloudFormation finds the live resource; undefined if one of them is not known. */
export const identifierOf = (type: ResourceType, seen: Seen): Identifier | undefined => {
  const values = type.primaryIdentifier.map((name): [string, string | undefined] => [name, valueFor(name, type, seen)]);
  const known = values.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  return known.length > 0 && known.length === values.length ? Object.fromEntries(known) : undefined;
};
