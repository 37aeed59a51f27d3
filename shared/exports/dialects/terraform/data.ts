import type { TerraformRows } from './row.ts';

export const data: TerraformRows = {
  aws_db_instance: { type: 'AWS::RDS::DBInstance', ids: ['identifier', 'arn', 'address', 'resource_id'] },
  aws_db_option_group: { type: 'AWS::RDS::OptionGroup', ids: ['name', 'arn'] },
  aws_db_parameter_group: { type: 'AWS::RDS::DBParameterGroup', ids: ['name', 'arn'] },
  aws_db_subnet_group: { type: 'AWS::RDS::DBSubnetGroup', ids: ['name', 'arn'] },
  aws_dynamodb_table: { type: 'AWS::DynamoDB::Table', ids: ['name', 'arn'] },
  aws_elasticache_cluster: { type: 'AWS::ElastiCache::CacheCluster', ids: ['cluster_id', 'arn'] },
  aws_elasticache_parameter_group: { type: 'AWS::ElastiCache::ParameterGroup', ids: ['name', 'arn'] },
  aws_elasticache_replication_group: {
    type: 'AWS::ElastiCache::ReplicationGroup',
    ids: ['replication_group_id', 'id', 'arn'],
  },
  aws_elasticache_subnet_group: { type: 'AWS::ElastiCache::SubnetGroup', ids: ['name', 'arn'] },
  aws_kinesis_firehose_delivery_stream: { type: 'AWS::KinesisFirehose::DeliveryStream', ids: ['name', 'arn'] },
  aws_kinesis_stream: { type: 'AWS::Kinesis::Stream', ids: ['name', 'arn'] },
  aws_rds_cluster: { type: 'AWS::RDS::DBCluster', ids: ['cluster_identifier', 'arn', 'endpoint'] },
  aws_rds_cluster_instance: { type: 'AWS::RDS::DBInstance', ids: ['identifier', 'arn', 'endpoint'] },
  aws_rds_cluster_parameter_group: { type: 'AWS::RDS::DBClusterParameterGroup', ids: ['name', 'arn'] },
};
