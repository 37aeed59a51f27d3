import { type Found, type FoundObject, field, isEmpty, itemsOf, literal, object, put, take, textOf } from '../found.ts';
import { each, rename, told } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { Exception } from './exception.ts';

const route53 = 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_';

const hostedZone: Exception = {
  type: 'AWS::Route53::HostedZone',
  page: `${route53}GetHostedZone.html`,
  renames: { Config: 'HostedZoneConfig', Features: 'HostedZoneFeatures' },
  drops: {
    'read-only': [
      'CallerReference',
      'ResourceRecordSetCount',
      'DelegationSet',
      'LinkedService',
      'HostedZoneConfig.PrivateZone',
    ],
  },
  shape: (shaping) => {
    const id = textOf(field(shaping.found, 'Id'))?.replace('/hostedzone/', '');
    if (id) {
      shaping.ref = id;
      shaping.returns.Id = id;
    }
    shaping.drop(['Id'], 'read-only', 'an attribute of the resource');
  },
};

/** Route 53 shows `*` and other characters as octal codes: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
const decoded = (name: string) =>
  name.replaceAll(/\\([0-7]{3})/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 8)));

const recordSet: Exception = {
  type: 'AWS::Route53::RecordSet',
  page: `${route53}ResourceRecordSet.html`,
  drops: { 'read-only': ['TrafficPolicyInstanceId'] },
  shape: (shaping) => {
    const { found } = shaping;
    const name = take(found, 'Name');
    put(found, 'Name', told(name, decoded(textOf(name) ?? '')));
    const zone = take(found, 'HostedZoneId');
    put(found, 'HostedZoneId', told(zone, textOf(zone)?.replace('/hostedzone/', '')));
    if (zone || field(found, 'HostedZoneName')) return;
    const parameter = {
      name: 'HostedZoneId',
      description: 'The hosted zone of the record',
      type: 'AWS::Route53::HostedZone::Id',
    };
    put(found, 'HostedZoneId', literal({ 'Dropforge::Parameter': parameter }));
  },
};

/** Switched off, it has nothing that could be set. */
const dropIfOff = (shaping: Shaping, owner: Found | undefined, name: string): void => {
  const part = field(owner, name);
  if (textOf(field(part, 'Enabled')) === 'false') shaping.dropNode(take(owner, name), 'service-default', 'off');
  else shaping.dropNode(take(part, 'Enabled'), 'read-only', 'on, since it is there');
};

const behaviourSwitches = ['TrustedSigners', 'TrustedKeyGroups'];

const shapeBehaviour = (shaping: Shaping, behaviour: FoundObject): void => {
  for (const name of behaviourSwitches) dropIfOff(shaping, behaviour, name);
};

const shapeCertificate = (shaping: Shaping, config: FoundObject): void => {
  const certificate = field(config, 'ViewerCertificate');
  const isDefault = textOf(field(certificate, 'CloudFrontDefaultCertificate')) === 'true';
  const repeated = [
    'Certificate',
    'CertificateSource',
    ...(isDefault ? ['MinimumProtocolVersion', 'SSLSupportMethod'] : ['CloudFrontDefaultCertificate']),
  ];
  for (const name of repeated)
    shaping.dropNode(take(certificate, name), 'service-default', 'follows from the certificate');
};

const asConfig = (found: FoundObject): FoundObject | undefined => {
  const config = field(found, 'DistributionConfig');
  if (config?.kind === 'object') return config;
  if (!field(found, 'DefaultCacheBehavior')) return undefined;
  // list-distributions shows the configuration flat, among what AWS says of the distribution.
  const own = new Set(['id', 'arn', 'etag', 'status', 'lastmodifiedtime', 'domainname', 'tags', 'aliasicprecordals']);
  const gathered = object();
  for (const key of [...found.fields.keys()]) if (!own.has(key.toLowerCase())) put(gathered, key, take(found, key));
  found.fields.set('DistributionConfig', gathered);
  return gathered;
};

const distribution: Exception = {
  type: 'AWS::CloudFront::Distribution',
  page: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html',
  drops: { 'read-only': ['ActiveTrustedSigners', 'ActiveTrustedKeyGroups', 'AliasICPRecordals'] },
  shape: (shaping) => {
    const { found } = shaping;
    const id = textOf(field(found, 'Id'));
    if (id) shaping.ref = id;
    const config = asConfig(found);
    if (!config) return;
    shaping.dropNode(take(config, 'CallerReference'), 'read-only', 'what the request was told by');
    dropIfOff(shaping, config, 'Logging');
    shapeCertificate(shaping, config);
    const behaviour = field(config, 'DefaultCacheBehavior');
    if (behaviour?.kind === 'object') shapeBehaviour(shaping, behaviour);
    each(config, 'CacheBehaviors.Items', (item) => shapeBehaviour(shaping, item));
    each(config, 'Origins.Items', (origin) => {
      rename(origin, { CustomHeaders: 'OriginCustomHeaders' });
      dropIfOff(shaping, origin, 'OriginShield.off');
      const identity = field(origin, 'S3OriginConfig.OriginAccessIdentity');
      // Empty, it says that the origin is a bucket, and CloudFormation wants it said.
      if (identity?.kind === 'leaf' && isEmpty(identity)) {
        take(origin, 'S3OriginConfig');
        put(origin, 'S3OriginConfig.OriginAccessIdentity', { ...identity, value: '', telling: true });
      }
    });
    rename(config, { 'Restrictions.GeoRestriction.Items': 'Restrictions.GeoRestriction.Locations' });
    shaping.dropNode(take(config, 'Restrictions.GeoRestriction.Quantity'), 'read-only', 'how many items there are');
    if (itemsOf(field(config, 'OriginGroups.Items')).length === 0)
      shaping.dropNode(take(config, 'OriginGroups'), 'empty');
  },
};

const domainName: Exception = {
  type: 'AWS::ApiGatewayV2::DomainName',
  page: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html',
  drops: { 'service-default': ['ApiMappingSelectionExpression'] },
  shape: (shaping) =>
    each(shaping.found, 'DomainNameConfigurations', (configuration) =>
      shaping.dropNode(take(configuration, 'ApiGatewayDomainName'), 'read-only', 'the address that AWS gave it'),
    ),
};

const classicLoadBalancer: Exception = {
  type: 'AWS::ElasticLoadBalancing::LoadBalancer',
  page: 'https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_LoadBalancerDescription.html',
  drops: { 'read-only': ['VPCId', 'Policies.OtherPolicies'] },
};

export const edge: readonly Exception[] = [hostedZone, recordSet, distribution, domainName, classicLoadBalancer];
