import type { JsonObject } from '#schemas/json.ts';
import { entry } from '#shared/entry.ts';

/** What people call a resource type where the last part of its name is too long or says too little; the first is used, all are recognised. */
const nouns: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::RestApi': ['Api'],
  'AWS::ApiGatewayV2::Api': ['Api'],
  'AWS::ApiGatewayV2::Stage': ['ApiStage', 'Stage'],
  'AWS::ApiGatewayV2::Route': ['ApiRoute', 'Route'],
  'AWS::ApiGatewayV2::Integration': ['ApiIntegration', 'Integration'],
  'AWS::AutoScaling::AutoScalingGroup': ['AutoScalingGroup', 'Asg'],
  'AWS::CertificateManager::Certificate': ['Certificate', 'Cert'],
  'AWS::CloudFront::Distribution': ['Distribution', 'Cdn'],
  'AWS::EC2::EIP': ['ElasticIp', 'Eip'],
  'AWS::EC2::InternetGateway': ['InternetGateway', 'Igw'],
  'AWS::EC2::NatGateway': ['NatGateway', 'Nat', 'NatGw', 'Ngw'],
  'AWS::EC2::NetworkAcl': ['NetworkAcl', 'Nacl'],
  'AWS::EC2::RouteTable': ['RouteTable', 'Rtb', 'Rt'],
  'AWS::EC2::SecurityGroup': ['SecurityGroup', 'Sg'],
  'AWS::EC2::SubnetRouteTableAssociation': ['RouteTableAssociation'],
  'AWS::EC2::VPC': ['Vpc'],
  'AWS::EC2::VPCGatewayAttachment': ['GatewayAttachment'],
  'AWS::EC2::VPCEndpoint': ['VpcEndpoint', 'Endpoint'],
  'AWS::ECR::Repository': ['Repository', 'Repo'],
  'AWS::ECS::TaskDefinition': ['TaskDefinition', 'Task', 'Td'],
  'AWS::ElasticLoadBalancingV2::TargetGroup': ['TargetGroup', 'Tg'],
  'AWS::IAM::InstanceProfile': ['InstanceProfile', 'Profile'],
  'AWS::IAM::ManagedPolicy': ['ManagedPolicy', 'Policy'],
  'AWS::KMS::Key': ['Key', 'Cmk'],
  'AWS::RDS::DBCluster': ['DbCluster', 'Cluster', 'Aurora'],
  'AWS::RDS::DBInstance': ['Database', 'Db', 'DbInstance', 'Instance'],
  'AWS::RDS::DBSubnetGroup': ['DbSubnetGroup', 'SubnetGroup', 'Subnets'],
  'AWS::RDS::DBParameterGroup': ['DbParameterGroup', 'ParameterGroup'],
  'AWS::Route53::HostedZone': ['HostedZone', 'Zone'],
  'AWS::Route53::RecordSet': ['Record', 'RecordSet'],
};

/** The same for load balancers, by the kind they are. */
const loadBalancers: Readonly<Record<string, readonly string[]>> = {
  application: ['Alb', 'LoadBalancer', 'Lb'],
  network: ['Nlb', 'LoadBalancer', 'Lb'],
  gateway: ['Gwlb', 'LoadBalancer', 'Lb'],
};

/** What a resource is called in a logical id; the first is what to write, the others mean the same in a name. */
export const nounsOf = (type: string, properties: JsonObject): readonly [string, ...string[]] => {
  const own =
    type === 'AWS::ElasticLoadBalancingV2::LoadBalancer'
      ? entry(loadBalancers, typeof properties.Type === 'string' ? properties.Type : 'application')
      : nouns[type];
  const [first = type.split('::').at(-1) ?? 'Resource', ...others] = own ?? [];
  return [first, ...others];
};
