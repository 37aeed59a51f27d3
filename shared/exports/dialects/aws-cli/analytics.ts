import { parseArn } from '../../../cloudformation/arn.ts';
import type { Row } from './row.ts';

/** Athena shows Glue's catalog by other commands, and a little less of it. */
export const analytics: readonly Row[] = [
  {
    command: 'glue get-databases',
    at: 'DatabaseList[]',
    type: 'AWS::Glue::Database',
    ids: ['Name'],
    has: ['Name'],
  },
  { command: 'glue get-database', at: 'Database', type: 'AWS::Glue::Database', ids: ['Name'], has: ['Name'] },
  {
    command: 'glue get-tables',
    at: 'TableList[]',
    type: 'AWS::Glue::Table',
    ids: ['Name'],
    has: ['Name', 'StorageDescriptor'],
  },
  {
    command: 'glue get-table',
    at: 'Table',
    type: 'AWS::Glue::Table',
    ids: ['Name'],
    has: ['Name', 'StorageDescriptor'],
  },
  {
    command: 'athena get-table-metadata',
    at: 'TableMetadata',
    type: 'AWS::Glue::Table',
    ids: ['Name'],
    has: ['Name', 'Columns'],
  },
  {
    command: 'athena list-table-metadata',
    at: 'TableMetadataList[]',
    type: 'AWS::Glue::Table',
    ids: ['Name'],
    has: ['Name', 'Columns'],
  },
  {
    command: 'emr list-clusters',
    at: 'Clusters[]',
    type: 'AWS::EMR::Cluster',
    ids: ['Id', 'ClusterArn'],
    has: ['Id', 'Name', 'Status', 'NormalizedInstanceHours'],
  },
  {
    command: 'emr describe-cluster',
    at: 'Cluster',
    type: 'AWS::EMR::Cluster',
    ids: ['Id', 'ClusterArn'],
    has: ['Id', 'Name', 'Status', 'NormalizedInstanceHours'],
  },
  {
    command: 'emr describe-step',
    at: 'Step',
    type: 'AWS::EMR::Step',
    ids: ['Id'],
    has: ['Id', 'Name', 'ActionOnFailure'],
  },
  {
    command: 'emr list-instance-fleets',
    at: 'InstanceFleets[]',
    type: 'AWS::EMR::InstanceFleetConfig',
    ids: ['Id'],
    has: ['Id', 'InstanceFleetType'],
  },
  {
    command: 'es describe-elasticsearch-domain',
    at: 'DomainStatus',
    type: 'AWS::Elasticsearch::Domain',
    ids: ['DomainName', 'ARN', 'Endpoint'],
    has: ['DomainName', 'ARN', 'ElasticsearchVersion'],
  },
  {
    command: 'es describe-elasticsearch-domains',
    at: 'DomainStatusList[]',
    type: 'AWS::Elasticsearch::Domain',
    ids: ['DomainName', 'ARN', 'Endpoint'],
    has: ['DomainName', 'ARN', 'ElasticsearchVersion'],
  },
  {
    command: 'opensearch describe-domain',
    at: 'DomainStatus',
    type: 'AWS::OpenSearchService::Domain',
    ids: ['DomainName', 'ARN', 'Endpoint'],
    has: ['DomainName', 'ARN', 'EngineVersion'],
  },
  {
    command: 'opensearch describe-domains',
    at: 'DomainStatusList[]',
    type: 'AWS::OpenSearchService::Domain',
    ids: ['DomainName', 'ARN', 'Endpoint'],
    has: ['DomainName', 'ARN', 'EngineVersion'],
  },
  {
    command: 'dms describe-event-subscriptions',
    at: 'EventSubscriptionsList[]',
    type: ({ EventSubscriptionArn }) =>
      parseArn(EventSubscriptionArn)?.service === 'dms'
        ? 'AWS::DMS::EventSubscription'
        : 'AWS::Redshift::EventSubscription',
    ids: ['CustSubscriptionId', 'EventSubscriptionArn'],
    has: ['CustSubscriptionId', 'SnsTopicArn'],
    when: ({ EventSubscriptionArn }) => parseArn(EventSubscriptionArn)?.service !== 'rds',
  },
  {
    command: 'redshift describe-cluster-parameter-groups',
    at: 'ParameterGroups[]',
    type: 'AWS::Redshift::ClusterParameterGroup',
    ids: ['ParameterGroupName'],
    has: ['ParameterGroupName', 'ParameterGroupFamily'],
  },
  {
    command: 'dax describe-parameter-groups',
    at: 'ParameterGroups[]',
    type: 'AWS::DAX::ParameterGroup',
    ids: ['ParameterGroupName'],
    has: ['ParameterGroupName'],
    when: (item) => Object.keys(item).every((key) => key === 'ParameterGroupName' || key === 'Description'),
  },
  {
    command: 'elasticache describe-cache-parameter-groups',
    at: 'CacheParameterGroups[]',
    type: 'AWS::ElastiCache::ParameterGroup',
    ids: ['CacheParameterGroupName', 'ARN'],
    has: ['CacheParameterGroupName', 'CacheParameterGroupFamily'],
  },
];
