import { isObject, type JsonObject } from '#schemas/json.ts';

/** A value of a resource that stacks built on it import. Without `attribute` it is what `Ref` returns. */
export type Exported = {
  /** Ends the output's name: ShopVpc + Id. */
  readonly suffix: string;
  readonly says: string;
  readonly attribute?: string;
  /** Only of a resource with these properties: others would not return it, or nobody would want it. */
  readonly when?: (properties: JsonObject) => boolean;
  /** Only if nothing else in the template uses the resource: what does is what others would import. */
  readonly unlessUsed?: true;
};

const arn = (says: string): Exported => ({ suffix: 'Arn', says: `ARN of the ${says}`, attribute: 'Arn' });
const arnByRef = (says: string): Exported => ({ suffix: 'Arn', says: `ARN of the ${says}` });
const id = (says: string): Exported => ({ suffix: 'Id', says: `Id of the ${says}` });
const name = (says: string): Exported => ({ suffix: 'Name', says: `Name of the ${says}` });
const endpoint = (says: string, attribute: string, when?: Exported['when']): Exported => ({
  suffix: 'Endpoint',
  says: `Endpoint of the ${says}`,
  attribute,
  ...(when && { when }),
});

const isSet = (property: string) => (properties: JsonObject) => Object.hasOwn(properties, property);
const isNot = (test: (properties: JsonObject) => boolean) => (properties: JsonObject) => !test(properties);
const isMemcached = ({ Engine }: JsonObject): boolean => Engine === 'memcached';

/** Cluster mode, in which there is no primary endpoint. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html#aws-resource-elasticache-replicationgroup-return-values */
const isSharded = ({ ClusterMode, NumNodeGroups, NodeGroupConfiguration }: JsonObject): boolean =>
  ClusterMode === 'enabled' ||
  Number(NumNodeGroups) > 1 ||
  (Array.isArray(NodeGroupConfiguration) && NodeGroupConfiguration.length > 1);

const streams = ({ StreamSpecification, ReplicationSpecification }: JsonObject): boolean =>
  isObject(StreamSpecification) || isObject(ReplicationSpecification);

/** What stacks import from one another, by resource type; no row returns a secret. The rows that come first stay if there are too many. */
export const exported: Readonly<Record<string, readonly Exported[]>> = {
  'AWS::EC2::VPC': [id('VPC')],
  'AWS::EC2::Subnet': [id('subnet')],
  'AWS::EC2::TransitGateway': [id('transit gateway')],
  'AWS::EC2::SecurityGroup': [{ ...id('security group'), attribute: 'GroupId', unlessUsed: true }],
  'AWS::Route53::HostedZone': [id('hosted zone')],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [
    { suffix: 'DnsName', says: 'DNS name of the load balancer', attribute: 'DNSName' },
    arnByRef('load balancer'),
  ],
  'AWS::ElasticLoadBalancing::LoadBalancer': [
    { suffix: 'DnsName', says: 'DNS name of the load balancer', attribute: 'DNSName' },
  ],
  'AWS::CloudFront::Distribution': [
    { suffix: 'DomainName', says: 'Domain name of the distribution', attribute: 'DomainName' },
    id('distribution'),
  ],
  'AWS::ApiGatewayV2::Api': [endpoint('API', 'ApiEndpoint'), id('API')],
  'AWS::ApiGateway::RestApi': [id('API')],
  'AWS::AppSync::GraphQLApi': [endpoint('API', 'GraphQLUrl')],
  'AWS::Lambda::Url': [{ suffix: '', says: 'URL of the function', attribute: 'FunctionUrl' }],
  'AWS::RDS::DBInstance': [endpoint('database', 'Endpoint.Address', isNot(isSet('DBClusterIdentifier')))],
  'AWS::RDS::DBCluster': [
    endpoint('database', 'Endpoint.Address'),
    { suffix: 'ReadEndpoint', says: 'Read-only endpoint of the database', attribute: 'ReadEndpoint.Address' },
  ],
  'AWS::DocDB::DBCluster': [endpoint('database', 'Endpoint')],
  'AWS::Neptune::DBCluster': [endpoint('database', 'Endpoint')],
  'AWS::Redshift::Cluster': [endpoint('warehouse', 'Endpoint.Address')],
  'AWS::OpenSearchService::Domain': [endpoint('search domain', 'DomainEndpoint')],
  'AWS::ElastiCache::ReplicationGroup': [
    endpoint('cache', 'PrimaryEndPoint.Address', isNot(isSharded)),
    endpoint('cache', 'ConfigurationEndPoint.Address', isSharded),
  ],
  'AWS::ElastiCache::CacheCluster': [
    endpoint('cache', 'ConfigurationEndpoint.Address', isMemcached),
    endpoint('cache', 'RedisEndpoint.Address', isNot(isMemcached)),
  ],
  'AWS::ElastiCache::ServerlessCache': [endpoint('cache', 'Endpoint.Address')],
  'AWS::MemoryDB::Cluster': [endpoint('cache', 'ClusterEndpoint.Address')],
  'AWS::EFS::FileSystem': [id('file system')],
  'AWS::S3::Bucket': [name('bucket'), arn('bucket')],
  'AWS::DynamoDB::Table': [
    name('table'),
    arn('table'),
    { suffix: 'StreamArn', says: "ARN of the table's stream", attribute: 'StreamArn', when: streams },
  ],
  'AWS::DynamoDB::GlobalTable': [name('table'), arn('table')],
  'AWS::SQS::Queue': [{ suffix: 'Url', says: 'URL of the queue' }, arn('queue')],
  'AWS::SNS::Topic': [arnByRef('topic')],
  'AWS::Kinesis::Stream': [arn('stream')],
  'AWS::KinesisFirehose::DeliveryStream': [arn('delivery stream')],
  'AWS::MSK::Cluster': [arnByRef('cluster')],
  'AWS::Events::EventBus': [arn('event bus')],
  'AWS::Lambda::Function': [arn('function')],
  'AWS::Lambda::LayerVersion': [arnByRef('layer')],
  'AWS::StepFunctions::StateMachine': [arnByRef('state machine')],
  'AWS::ECS::Cluster': [name('cluster')],
  'AWS::EKS::Cluster': [name('cluster'), endpoint('cluster', 'Endpoint')],
  'AWS::ECR::Repository': [{ suffix: 'Uri', says: 'URI of the repository', attribute: 'RepositoryUri' }],
  'AWS::KMS::Key': [arn('key')],
  'AWS::SecretsManager::Secret': [arnByRef('secret')],
  'AWS::CertificateManager::Certificate': [arnByRef('certificate')],
  'AWS::Cognito::UserPool': [id('user pool')],
  'AWS::Cognito::UserPoolClient': [id("user pool's client")],
  'AWS::ServiceDiscovery::PrivateDnsNamespace': [id('namespace')],
  'AWS::IAM::ManagedPolicy': [{ ...arnByRef('policy'), unlessUsed: true }],
  'AWS::IAM::Role': [{ ...arn('role'), unlessUsed: true }],
};
