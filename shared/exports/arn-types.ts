import { parseArn } from '../cloudformation/arn.ts';

/** `<service>:<start of the resource part>` -> type. The longest row that fits wins. */
const types: Readonly<Record<string, string>> = {
  'acm:certificate/': 'AWS::CertificateManager::Certificate',
  'apigateway:/apis/': 'AWS::ApiGatewayV2::Api',
  'apigateway:/restapis/': 'AWS::ApiGateway::RestApi',
  'autoscaling:autoScalingGroup:': 'AWS::AutoScaling::AutoScalingGroup',
  'cloudfront:distribution/': 'AWS::CloudFront::Distribution',
  'cloudwatch:alarm:': 'AWS::CloudWatch::Alarm',
  'codebuild:project/': 'AWS::CodeBuild::Project',
  'cognito-idp:userpool/': 'AWS::Cognito::UserPool',
  'dynamodb:table/': 'AWS::DynamoDB::Table',
  'ec2:elastic-ip/': 'AWS::EC2::EIP',
  'ec2:instance/': 'AWS::EC2::Instance',
  'ec2:internet-gateway/': 'AWS::EC2::InternetGateway',
  'ec2:launch-template/': 'AWS::EC2::LaunchTemplate',
  'ec2:natgateway/': 'AWS::EC2::NatGateway',
  'ec2:network-acl/': 'AWS::EC2::NetworkAcl',
  'ec2:route-table/': 'AWS::EC2::RouteTable',
  'ec2:security-group/': 'AWS::EC2::SecurityGroup',
  'ec2:subnet/': 'AWS::EC2::Subnet',
  'ec2:volume/': 'AWS::EC2::Volume',
  'ec2:vpc-endpoint/': 'AWS::EC2::VPCEndpoint',
  'ec2:vpc/': 'AWS::EC2::VPC',
  'ecr:repository/': 'AWS::ECR::Repository',
  'ecs:cluster/': 'AWS::ECS::Cluster',
  'ecs:service/': 'AWS::ECS::Service',
  'ecs:task-definition/': 'AWS::ECS::TaskDefinition',
  'eks:cluster/': 'AWS::EKS::Cluster',
  'eks:nodegroup/': 'AWS::EKS::Nodegroup',
  'elasticache:cluster:': 'AWS::ElastiCache::CacheCluster',
  'elasticache:replicationgroup:': 'AWS::ElastiCache::ReplicationGroup',
  'elasticache:subnetgroup:': 'AWS::ElastiCache::SubnetGroup',
  'elasticfilesystem:file-system/': 'AWS::EFS::FileSystem',
  'elasticloadbalancing:listener-rule/': 'AWS::ElasticLoadBalancingV2::ListenerRule',
  'elasticloadbalancing:listener/': 'AWS::ElasticLoadBalancingV2::Listener',
  'elasticloadbalancing:loadbalancer/app/': 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'elasticloadbalancing:loadbalancer/net/': 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'elasticloadbalancing:loadbalancer/': 'AWS::ElasticLoadBalancing::LoadBalancer',
  'elasticloadbalancing:targetgroup/': 'AWS::ElasticLoadBalancingV2::TargetGroup',
  'events:event-bus/': 'AWS::Events::EventBus',
  'events:rule/': 'AWS::Events::Rule',
  'firehose:deliverystream/': 'AWS::KinesisFirehose::DeliveryStream',
  'iam:group/': 'AWS::IAM::Group',
  'iam:instance-profile/': 'AWS::IAM::InstanceProfile',
  'iam:policy/': 'AWS::IAM::ManagedPolicy',
  'iam:role/': 'AWS::IAM::Role',
  'iam:user/': 'AWS::IAM::User',
  'kinesis:stream/': 'AWS::Kinesis::Stream',
  'kms:alias/': 'AWS::KMS::Alias',
  'kms:key/': 'AWS::KMS::Key',
  'lambda:event-source-mapping:': 'AWS::Lambda::EventSourceMapping',
  'lambda:function:': 'AWS::Lambda::Function',
  'logs:log-group:': 'AWS::Logs::LogGroup',
  'rds:cluster:': 'AWS::RDS::DBCluster',
  'rds:cluster-pg:': 'AWS::RDS::DBClusterParameterGroup',
  'rds:db:': 'AWS::RDS::DBInstance',
  'rds:og:': 'AWS::RDS::OptionGroup',
  'rds:pg:': 'AWS::RDS::DBParameterGroup',
  'rds:subgrp:': 'AWS::RDS::DBSubnetGroup',
  'route53:hostedzone/': 'AWS::Route53::HostedZone',
  's3:': 'AWS::S3::Bucket',
  'scheduler:schedule/': 'AWS::Scheduler::Schedule',
  'secretsmanager:secret:': 'AWS::SecretsManager::Secret',
  'sns:': 'AWS::SNS::Topic',
  'sqs:': 'AWS::SQS::Queue',
  'ssm:parameter/': 'AWS::SSM::Parameter',
  'states:stateMachine:': 'AWS::StepFunctions::StateMachine',
};

const byLength = Object.entries(types).sort(([a], [b]) => b.length - a.length);

/** The CloudFormation type an ARN names, as far as the table above knows. */
export const typeOfArn = (text: unknown): string | undefined => {
  const arn = parseArn(text);
  if (!arn || (arn.service === 's3' && arn.resource.includes('/'))) return undefined;
  if (arn.service === 'sns' && arn.resource.includes(':')) return 'AWS::SNS::Subscription';
  const name = `${arn.service}:${arn.resource}`;
  return byLength.find(([start]) => name.startsWith(start))?.[1];
};
