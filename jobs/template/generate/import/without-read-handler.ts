/**
 * Types whose schema in the CloudFormation registry has no read handler, by service: an import reads what is there by that handler.
 * Taken from the registry's schemas as cfn-lint 1.58.0 ships them; AWS's own list in words:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-supported-resources.html
 */
const byService: Readonly<Record<string, string>> = {
  'AWS::AmazonMQ': 'ConfigurationAssociation',
  'AWS::AppMesh': 'GatewayRoute Mesh Route VirtualGateway VirtualNode VirtualRouter VirtualService',
  'AWS::AppSync': 'GraphQLSchema',
  'AWS::CloudFormation': 'CustomResource Macro WaitCondition WaitConditionHandle',
  'AWS::CloudFront': 'StreamingDistribution',
  'AWS::CloudWatch': 'AnomalyDetector',
  'AWS::CodeBuild': 'Project',
  'AWS::CodeStar': 'GitHubRepository',
  'AWS::DAX': 'Cluster',
  'AWS::DMS': 'ReplicationInstance',
  'AWS::DocDB': 'DBCluster DBInstance',
  'AWS::DynamoDB': 'Backup',
  'AWS::EC2':
    'ClientVpnEndpoint ClientVpnTargetNetworkAssociation NetworkAclEntry NetworkInterfacePermission VPNGatewayRoutePropagation',
  'AWS::EMR': 'Cluster',
  'AWS::ElastiCache': 'SecurityGroup SecurityGroupIngress',
  'AWS::ElasticLoadBalancingV2': 'ListenerCertificate',
  'AWS::Elasticsearch': 'Domain',
  'AWS::FSx': 'FileSystem',
  'AWS::Glue': 'DevEndpoint',
  'AWS::Greengrass':
    'ConnectorDefinition ConnectorDefinitionVersion CoreDefinition CoreDefinitionVersion DeviceDefinition DeviceDefinitionVersion FunctionDefinition FunctionDefinitionVersion Group GroupVersion LoggerDefinition LoggerDefinitionVersion ResourceDefinition ResourceDefinitionVersion SubscriptionDefinition SubscriptionDefinitionVersion',
  'AWS::IAM': 'AccessKey Policy UserToGroupAddition',
  'AWS::IoTEvents': 'AlarmModel',
  'AWS::IoTThingsGraph': 'FlowTemplate',
  'AWS::KinesisAnalytics': 'Application ApplicationOutput ApplicationReferenceDataSource',
  'AWS::KinesisAnalyticsV2': 'ApplicationCloudWatchLoggingOption ApplicationOutput ApplicationReferenceDataSource',
  'AWS::LakeFormation': 'DataLakeSettings Permissions Resource',
  'AWS::ManagedBlockchain': 'Member Node',
  'AWS::MediaLive': 'Channel',
  'AWS::MediaStore': 'Container',
  'AWS::OpsWorks': 'App ElasticLoadBalancerAttachment Instance Layer Stack UserProfile Volume',
  'AWS::Pinpoint':
    'ADMChannel APNSChannel APNSSandboxChannel APNSVoipChannel APNSVoipSandboxChannel App ApplicationSettings BaiduChannel Campaign EmailChannel EmailTemplate EventStream GCMChannel PushTemplate SMSChannel Segment SmsTemplate VoiceChannel',
  'AWS::PinpointEmail': 'ConfigurationSet ConfigurationSetEventDestination DedicatedIpPool Identity',
  'AWS::QLDB': 'Ledger',
  'AWS::RDS': 'DBSecurityGroup DBSecurityGroupIngress',
  'AWS::Redshift': 'ClusterSecurityGroup ClusterSecurityGroupIngress',
  'AWS::Route53': 'RecordSetGroup',
  'AWS::SNS': 'TopicPolicy',
  'AWS::SQS': 'QueuePolicy',
  'AWS::SageMaker': 'ExperimentTrialComponent',
  'AWS::WAF': 'ByteMatchSet IPSet Rule SizeConstraintSet SqlInjectionMatchSet WebACL XssMatchSet',
  'AWS::WAFRegional':
    'ByteMatchSet GeoMatchSet IPSet RateBasedRule RegexPatternSet Rule SizeConstraintSet SqlInjectionMatchSet WebACL WebACLAssociation XssMatchSet',
  'Alexa::ASK': 'Skill',
};

const types = new Set(
  Object.entries(byService).flatMap(([service, names]) => names.split(' ').map((name) => `${service}::${name}`)),
);

/** Whether CloudFormation can't read a resource of this type, and so can't import it. */
export const lacksReadHandler = (type: string): boolean => types.has(type);
