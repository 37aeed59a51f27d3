/**
 * How a type is drawn where it isn't a box of its own. *Carried* types are told with whoever uses them (a role with its function), and what
 * they refer to is what their user refers to. *Links* only tie others together: an arrow from what the first properties name to what the others name.
 */
const carried = new Set([
  'AWS::IAM::Role',
  'AWS::IAM::InstanceProfile',
  'AWS::IAM::ManagedPolicy',
  'AWS::KMS::Key',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::LaunchTemplate',
  'AWS::EC2::EIP',
  'AWS::EC2::KeyPair',
  'AWS::RDS::DBSubnetGroup',
  'AWS::RDS::DBParameterGroup',
  'AWS::RDS::DBClusterParameterGroup',
  'AWS::RDS::OptionGroup',
  'AWS::ElastiCache::SubnetGroup',
  'AWS::ElastiCache::ParameterGroup',
  'AWS::Redshift::ClusterSubnetGroup',
  'AWS::DAX::SubnetGroup',
  'AWS::Logs::LogGroup',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Version',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::CachePolicy',
]);

export type LinkEnds = { readonly from: readonly string[]; readonly to: readonly string[] };

const links: Readonly<Record<string, LinkEnds>> = {
  'AWS::SNS::Subscription': { from: ['TopicArn'], to: ['Endpoint'] },
  'AWS::Lambda::EventSourceMapping': { from: ['EventSourceArn'], to: ['FunctionName'] },
  'AWS::Lambda::Permission': { from: ['SourceArn'], to: ['FunctionName'] },
  'AWS::Lambda::EventInvokeConfig': { from: ['FunctionName'], to: ['DestinationConfig'] },
  'AWS::Lambda::Url': { from: [], to: ['TargetFunctionArn'] },
  'AWS::ElasticLoadBalancingV2::Listener': { from: ['LoadBalancerArn'], to: ['DefaultActions'] },
  'AWS::ElasticLoadBalancingV2::ListenerRule': { from: ['ListenerArn'], to: ['Actions'] },
  'AWS::ApiGatewayV2::Integration': { from: ['ApiId'], to: ['IntegrationUri'] },
  'AWS::ApiGateway::Method': { from: ['RestApiId'], to: ['Integration'] },
  'AWS::S3::BucketPolicy': { from: [], to: ['Bucket'] },
  'AWS::SQS::QueuePolicy': { from: [], to: ['Queues'] },
  'AWS::SNS::TopicPolicy': { from: [], to: ['Topics'] },
  'AWS::KMS::Alias': { from: [], to: ['TargetKeyId'] },
  'AWS::IAM::Policy': { from: ['Roles'], to: ['PolicyDocument'] },
  'AWS::IAM::RolePolicy': { from: ['RoleName'], to: ['PolicyDocument'] },
  'AWS::EC2::Route': { from: [], to: ['RouteTableId'] },
  'AWS::EC2::RouteTable': { from: [], to: ['VpcId'] },
  'AWS::EC2::SubnetRouteTableAssociation': { from: [], to: ['SubnetId'] },
  'AWS::EC2::SubnetNetworkAclAssociation': { from: [], to: ['SubnetId'] },
  'AWS::EC2::VPCGatewayAttachment': { from: [], to: ['InternetGatewayId', 'VpnGatewayId'] },
  'AWS::EC2::VPCDHCPOptionsAssociation': { from: [], to: ['VpcId'] },
  'AWS::EC2::EIPAssociation': { from: [], to: ['InstanceId'] },
  'AWS::EC2::VolumeAttachment': { from: ['InstanceId'], to: ['VolumeId'] },
  'AWS::EC2::SecurityGroupIngress': { from: ['SourceSecurityGroupId'], to: ['GroupId'] },
  'AWS::EC2::SecurityGroupEgress': { from: ['GroupId'], to: ['DestinationSecurityGroupId'] },
  'AWS::ApplicationAutoScaling::ScalableTarget': { from: [], to: ['ResourceId'] },
  'AWS::ApplicationAutoScaling::ScalingPolicy': { from: [], to: ['ScalingTargetId'] },
  'AWS::AutoScaling::ScalingPolicy': { from: [], to: ['AutoScalingGroupName'] },
  'AWS::SecretsManager::SecretTargetAttachment': { from: ['TargetId'], to: ['SecretId'] },
};

/** Uses of these are no chain: a group that names another group, a key that names a role, doesn't stand for it. */
export const standsAlone = new Set(['AWS::EC2::SecurityGroup', 'AWS::KMS::Key']);

/** Told with whom they are named after, if nobody uses them. */
export const accompanies = new Set(['AWS::Logs::LogGroup']);

/** Properties that point from the one who is served to the one who serves: the arrow goes the other way. */
export const pointsBack = new Set(['TargetGroupARNs', 'LoadBalancers', 'LoadBalancerNames', 'SourceArn']);

export const isCarried = (type: string): boolean => carried.has(type);

export const linkOf = (type: string): LinkEnds | undefined => (Object.hasOwn(links, type) ? links[type] : undefined);
