import type { PropertyDefinition, Registry } from '#shared/cloudformation/resource-type.ts';
import { isWritten, type Placed } from '../assembly/placed.ts';
import type { OwnName } from './own-name.ts';

/** What to do with a name that nothing in the template says: leave it to CloudFormation, ask for it, or keep it. */
export type NameRule = 'left-out' | 'asked' | 'kept';

/** Domain names: whoever asks the DNS knows the resource by it, and it is unique only in its zone. */
const domains: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::Amplify::Domain',
  'AWS::AppSync::DomainName',
  'AWS::Route53::HostedZone',
  'AWS::ServiceDiscovery::PrivateDnsNamespace',
  'AWS::ServiceDiscovery::PublicDnsNamespace',
]);

/** Types that people and programs look up by name, so that a name CloudFormation chooses would be found by nobody. */
const lookedUp: ReadonlySet<string> = new Set([
  'AWS::ECR::PublicRepository',
  'AWS::ECR::Repository',
  'AWS::EC2::KeyPair',
  'AWS::IAM::Group',
  'AWS::IAM::User',
  'AWS::KMS::Alias',
  'AWS::SecretsManager::Secret',
  'AWS::SSM::Document',
  'AWS::SSM::Parameter',
  'AWS::ServiceDiscovery::Service',
]);

/** Names that are unique within another resource: they collide only if that one is not made anew as well. */
const within: Readonly<Record<string, string>> = {
  'AWS::EC2::SecurityGroup': 'VpcId',
  'AWS::EKS::Nodegroup': 'ClusterName',
};

/** Names that are unique in all of AWS: the one that was found is taken as long as the resource exists. */
const global: ReadonlySet<string> = new Set(['AWS::S3::Bucket', 'AWS::Cognito::UserPoolDomain']);

export const isGloballyUnique = ({ mapped }: Placed): boolean => global.has(mapped.type);

/** A name that CloudFormation makes for a FIFO topic lacks the `.fifo` it must end with: https://github.com/aws/aws-cdk/issues/12386 */
const mustBeNamed = ({ mapped, properties }: Placed): boolean =>
  mapped.type === 'AWS::SNS::Topic' && properties.FifoTopic === true;

/** `/aws/lambda/orders` is where a service writes on its own: under another name the group would stay empty. */
const isServiceName = ({ mapped }: Placed, { value }: OwnName): boolean =>
  mapped.type === 'AWS::Logs::LogGroup' && value.startsWith('/aws/');

/** Every VPC has a group of that name, and takes no other. */
const isReservedName = ({ mapped }: Placed, { value }: OwnName): boolean =>
  mapped.type === 'AWS::EC2::SecurityGroup' && value.toLowerCase() === 'default';

const isReference = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** What a resource can't be made without nor moved from: an alias its function, a data source its API. */
const isParent = ({ required, createOnly, refersTo }: PropertyDefinition): boolean =>
  required === true && createOnly === true && refersTo !== undefined;

const parentsOf = ({ mapped, properties }: Placed, { property }: OwnName, registry: Registry): string[] => {
  const type = registry.type(mapped.type);
  const identifying = (type?.primaryIdentifier ?? []).filter((name) => Object.hasOwn(properties, name));
  const needed = Object.entries(type?.properties ?? {}).flatMap(([name, each]) => (isParent(each) ? [name] : []));
  const listed = within[mapped.type];
  const all = [...identifying, ...needed, ...(listed === undefined ? [] : [listed])];
  return all.filter((name) => name !== property);
};

/** True if the name is unique only within a resource that the template makes too. */
const isWithin = (placed: Placed, name: OwnName, registry: Registry): boolean => {
  const parents = parentsOf(placed, name, registry);
  if (parents.some((parent) => isReference(placed.properties[parent]))) return true;
  // Identified by a parent that is not here: it collides with what that one has.
  const identifying = registry.type(placed.mapped.type)?.primaryIdentifier ?? [];
  return name.isRequired && parents.some((parent) => identifying.includes(parent));
};

/** The rule for the name of a resource that is to be made anew. */
export const nameRule = (placed: Placed, name: OwnName, registry: Registry): NameRule => {
  const { type } = placed.mapped;
  if (isReservedName(placed, name) && !isWritten(placed)) return 'left-out';
  if (isWritten(placed) || domains.has(type) || isWithin(placed, name, registry)) return 'kept';
  return name.isRequired || lookedUp.has(type) || mustBeNamed(placed) || isServiceName(placed, name)
    ? 'asked'
    : 'left-out';
};
