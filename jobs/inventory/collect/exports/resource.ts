import type { InventoryResource } from '#schemas/inventory/resource.ts';
import type { Place } from '#shared/exports/collect-files.ts';
import type { ExportedResource } from '#shared/exports/resource.ts';
import { at, listAt, textAt } from '../../generate/fields.ts';
import { globalRegion } from '../../generate/looks.ts';
import { redacted } from '../../redact.ts';
import { configured } from './configuration.ts';
import { accountBlock } from './further.ts';
import { hasGlobalCell, type Kind, kinds } from './kinds.ts';

type Fields = InventoryResource['configuration'];

export const unknown = 'unknown';

const partitionOf = (region: string): string => {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
};

const instantOf = (text: string | undefined): string | undefined => {
  const milliseconds = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
};

/** S3 says `EU` and nothing at all of two old regions. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
const bucketRegion = (fields: Fields): string | undefined => {
  const named = textAt(fields, 'BucketRegion');
  if (named !== undefined) return named;
  const location = at(fields, 'LocationConstraint');
  if (location === null || location === '') return 'us-east-1';
  return location === 'EU' ? 'eu-west-1' : typeof location === 'string' ? location : undefined;
};

const regionOf = (type: string, fields: Fields, told: string | undefined, usual: string | undefined): string => {
  if (type === 'AWS::S3::Bucket') return bucketRegion(fields) ?? told ?? unknown;
  if (hasGlobalCell(type)) return globalRegion;
  const zone = textAt(fields, 'Placement', 'AvailabilityZone') ?? textAt(fields, 'AvailabilityZone');
  const ofZone = /^[a-z]{2}(?:-[a-z]+)+-\d(?=[a-z]$)/.exec(zone ?? '')?.[0];
  return ofZone ?? told ?? usual ?? unknown;
};

const image = 'AWS::EC2::Image';

/** An image is anybody's: what counts is who uses it. */
const accountOf = (type: string, fields: Fields, told: string | undefined, usual: string | undefined): string => {
  if (type === image) return usual ?? unknown;
  if (told !== undefined) return told;
  const [network] = listAt(fields, 'NetworkInterfaces');
  return textAt(fields, 'OwnerId') ?? textAt(network, 'OwnerId') ?? usual ?? unknown;
};

/** Without a version or an alias: `arn:…:function:name`. */
const ownArn = (fields: Fields, { arn: { field, prefix } }: Kind): string | undefined => {
  const found = field === undefined ? undefined : textAt(fields, field);
  if (found === undefined || !found.startsWith('arn:')) return undefined;
  return prefix === 'function:' ? found.split(':').slice(0, 7).join(':') : found;
};

type Named = { readonly id: string; readonly arn: string };

const byKind = (kind: Kind, type: string, fields: Fields, fallback: string, place: Required<Place>): Named => {
  const { region, account } = place;
  const partition = partitionOf(region);
  const cluster = type === 'AWS::EKS::Nodegroup' ? textAt(fields, 'clusterName') : undefined;
  const own =
    textAt(fields, kind.id) ?? (type === 'AWS::EC2::EIP' ? textAt(fields, 'PublicIp') : undefined) ?? fallback;
  const id = cluster === undefined ? own : `${cluster}|${own}`;
  if (type === 'AWS::S3::Bucket') return { id, arn: `arn:${partition}:s3:::${id}` };
  const owner = type === image ? '' : account;
  const { service, prefix } = kind.arn;
  const arn = ownArn(fields, kind) ?? `arn:${partition}:${service}:${region}:${owner}:${prefix}${id.replace('|', '/')}`;
  return { id, arn };
};

/** As Cloud Control's source names what has no kind of its own. */
const byIdentifiers = (type: string, identifiers: readonly string[], { region, account }: Required<Place>): Named => {
  const id = identifiers.find((each) => !each.startsWith('arn:')) ?? identifiers[0] ?? unknown;
  const [, service = '', kind = ''] = type.toLowerCase().split('::');
  const arn = identifiers.find((each) => each.startsWith('arn:'));
  return { id, arn: arn ?? `arn:${partitionOf(region)}:${service}:${region}:${account}:${kind}/${id}` };
};

const factArn: Readonly<Record<string, (id: string, place: Required<Place>) => Named>> = {
  [accountBlock]: (_, { region, account }) => ({
    id: account,
    arn: `arn:${partitionOf(region)}:s3::${account}:public-access-block`,
  }),
  'AWS::RDS::MajorEngineVersion': (id, { region, account }) => ({
    id,
    arn: `arn:${partitionOf(region)}:rds:${region}:${account}:major-engine-version:${id.replace(' ', '/')}`,
  }),
};

const namedAs = (type: string, fields: Fields, identifiers: readonly string[], place: Required<Place>): Named => {
  const [first = unknown] = identifiers;
  const ofFact = Object.hasOwn(factArn, type) ? factArn[type] : undefined;
  if (ofFact) return ofFact(first, place);
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  return kind ? byKind(kind, type, fields, first, place) : byIdentifiers(type, identifiers, place);
};

const stateOf = (fields: Fields, state: Kind['state']): string | undefined =>
  state ? textAt(fields, ...state) : (textAt(fields, 'Status') ?? textAt(fields, 'State'));

const nameOf = (type: string, fields: Fields, kind: Kind | undefined): string | undefined => {
  if (kind) return kind.name === undefined ? undefined : textAt(fields, kind.name);
  const last = type.split('::')[2] ?? '';
  return textAt(fields, `${last}Name`) ?? textAt(fields, 'Name');
};

/**
 * One resource of an inventory from its parts, which all are of `type`, without anything that must not be stored.
 * @param usual where and whose it is if nothing else says so
 */
export const resourceOf = (type: string, parts: readonly ExportedResource[], usual: Place): InventoryResource => {
  const { configuration, tags, unread } = configured(parts);
  const told = {
    region: parts.find(({ region }) => region !== undefined)?.region,
    account: parts.find(({ account }) => account !== undefined)?.account,
  };
  const place = {
    region: regionOf(type, configuration, told.region, usual.region),
    account: accountOf(type, configuration, told.account, usual.account),
  };
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  const name = nameOf(type, configuration, kind) ?? tags.Name;
  const state = stateOf(configuration, kind?.state);
  const createdAt = instantOf(kind?.created === undefined ? undefined : textAt(configuration, kind.created));
  return redacted({
    ...namedAs(type, configuration, parts[0]?.identifiers ?? [], place),
    type,
    region: place.region,
    accountId: place.account,
    ...(name === undefined || name === '' ? {} : { name }),
    ...(state === undefined ? {} : { state }),
    ...(createdAt === undefined ? {} : { createdAt }),
    tags,
    configuration,
    ...(unread.length > 0 && { unread: [...unread] }),
  });
};
