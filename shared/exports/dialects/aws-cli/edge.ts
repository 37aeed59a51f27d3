import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { type Row, valuesOf } from './row.ts';

const api = { type: 'AWS::ApiGatewayV2::Api', property: 'ApiId' } as const;

/** Of a listing of a whole zone, the name that its SOA record stands at is the zone's. */
const apexOf = (root: JsonObject): string | undefined => {
  const records: readonly JsonValue[] = Array.isArray(root.ResourceRecordSets) ? root.ResourceRecordSets : [];
  const soa = records.find((record) => isObject(record) && record.Type === 'SOA');
  return isObject(soa) && typeof soa.Name === 'string' ? soa.Name : undefined;
};

const recordNames = (item: JsonValue, root: JsonObject): readonly string[] =>
  isObject(item) ? [[...valuesOf(item, 'Name', 'Type', 'SetIdentifier'), apexOf(root) ?? ''].join(' ').trim()] : [];

/** A zone's own NS and SOA stand at its apex; an NS record below it delegates, and is the user's. */
const madeWithZone = ({ Type, Name }: JsonObject, root: JsonObject) =>
  Type === 'SOA' || (Type === 'NS' && Name === apexOf(root))
    ? 'Route 53 makes the NS and SOA records of a zone with it'
    : undefined;

/** Route 53 prints `/hostedzone/Z…`, and everything else calls the zone `Z…`. */
const zoneNames = (item: JsonValue): readonly string[] =>
  isObject(item) ? valuesOf(item, 'Id').map((id) => id.replace('/hostedzone/', '')) : [];

const distribution = 'AWS::CloudFront::Distribution';
const distributionIds = ['Id', 'ARN', 'DomainName'];

export const edge: readonly Row[] = [
  {
    command: 'apigatewayv2 get-apis',
    at: 'Items[]',
    type: api.type,
    ids: ['ApiId', 'ApiEndpoint'],
    has: ['ApiId', 'ProtocolType'],
  },
  {
    command: 'apigatewayv2 get-api',
    at: '',
    type: api.type,
    ids: ['ApiId', 'ApiEndpoint'],
    has: ['ApiId', 'ProtocolType'],
  },
  {
    command: 'apigatewayv2 get-routes',
    at: 'Items[]',
    type: 'AWS::ApiGatewayV2::Route',
    ids: ['RouteId'],
    has: ['RouteId', 'RouteKey'],
    parent: api,
  },
  {
    command: 'apigatewayv2 get-integrations',
    at: 'Items[]',
    type: 'AWS::ApiGatewayV2::Integration',
    ids: ['IntegrationId'],
    has: ['IntegrationId', 'IntegrationType'],
    parent: api,
  },
  {
    command: 'apigatewayv2 get-stages',
    at: 'Items[]',
    type: 'AWS::ApiGatewayV2::Stage',
    ids: ['StageName'],
    has: ['StageName', 'RouteSettings'],
    parent: api,
  },
  {
    command: 'apigatewayv2 get-authorizers',
    at: 'Items[]',
    type: 'AWS::ApiGatewayV2::Authorizer',
    ids: ['AuthorizerId'],
    has: ['AuthorizerId', 'AuthorizerType'],
    parent: api,
  },
  {
    command: 'apigatewayv2 get-domain-names',
    at: 'Items[]',
    type: 'AWS::ApiGatewayV2::DomainName',
    ids: ['DomainName'],
    has: ['DomainName', 'DomainNameConfigurations'],
  },
  {
    command: 'apigateway get-rest-apis',
    at: 'items[]',
    type: 'AWS::ApiGateway::RestApi',
    ids: ['id'],
    has: ['id', 'apiKeySource', 'endpointConfiguration'],
  },
  {
    command: 'route53 list-hosted-zones',
    at: 'HostedZones[]',
    type: 'AWS::Route53::HostedZone',
    ids: zoneNames,
    has: ['Id', 'Name', 'CallerReference'],
  },
  {
    command: 'route53 get-hosted-zone',
    at: 'HostedZone',
    type: 'AWS::Route53::HostedZone',
    ids: zoneNames,
    has: ['Id', 'Name', 'CallerReference'],
  },
  {
    command: 'route53 list-resource-record-sets',
    at: 'ResourceRecordSets[]',
    type: 'AWS::Route53::RecordSet',
    ids: recordNames,
    has: ['Name', 'Type'],
    when: (item) => 'ResourceRecords' in item || 'AliasTarget' in item,
    skip: madeWithZone,
  },
  {
    command: 'cloudfront get-distribution',
    at: 'Distribution',
    type: distribution,
    ids: distributionIds,
    has: ['Id', 'ARN', 'DistributionConfig'],
  },
  {
    command: 'cloudfront get-distribution-config',
    at: 'DistributionConfig',
    type: distribution,
    ids: ['CallerReference'],
    has: ['CallerReference', 'Origins'],
    under: '/DistributionConfig',
  },
  {
    command: 'cloudfront list-distributions',
    at: 'DistributionList.Items[]',
    type: distribution,
    ids: distributionIds,
    has: ['Id', 'ARN', 'Origins'],
  },
  {
    command: 'cloudfront list-origin-access-controls',
    at: 'OriginAccessControlList.Items[]',
    type: 'AWS::CloudFront::OriginAccessControl',
    ids: ['Id'],
    has: ['Id', 'OriginAccessControlOriginType'],
  },
  {
    command: 'wafv2 get-web-acl',
    at: 'WebACL',
    type: 'AWS::WAFv2::WebACL',
    ids: ['ARN', 'Id'],
    has: ['ARN', 'Id', 'Rules'],
  },
];
